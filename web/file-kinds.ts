import type { Attachment } from '#channels/channel.ts';

const endings = /\.(?:jpe?g|png|gif|webp|avif|hei[cf]|bmp|tiff?|pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|txt|csv)$/i;
const types =
  /^(?:image\/(?:jpeg|pjpeg|png|gif|webp|avif|hei[cf](?:-sequence)?|bmp|tiff)|application\/(?:pdf|rtf|msword|octet-stream|vnd\.(?:ms-excel|ms-powerpoint|openxmlformats-officedocument\.[\w.-]+|oasis\.opendocument\.[\w.-]+))|text\/(?:plain|csv|rtf))$/i;

/** Photos, PDF and office files; a camera's file may come without an ending, then its type says what it is. */
export const isFileWeTake = ({ name, type }: Pick<Attachment, 'name' | 'type'>): boolean =>
  types.test(type) && (/\.\w{1,8}$/.test(name) ? endings.test(name) : type !== 'application/octet-stream');
