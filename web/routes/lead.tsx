export default function Screen() {
  return <h1>lead</h1>;
}
