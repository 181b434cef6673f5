/** The form itself, as it looks now, small and out of reach. `stamp` changes when it does. */
export const FormPreview = ({ path, stamp }: { path: string; stamp: string }) => (
  <figure className="form-preview">
    <figcaption>
      This is how it looks now.{' '}
      <a href={path} target="_blank" rel="noreferrer">
        Open the form
      </a>
    </figcaption>
    <div inert>
      <iframe key={stamp} src={`${path}?embed`} title="The form as it looks" sandbox="allow-same-origin" loading="lazy" />
    </div>
  </figure>
);
