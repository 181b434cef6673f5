export default function Screen() {
  return <h1>log</h1>;
}
