export default function Screen() {
  return <h1>leads</h1>;
}
