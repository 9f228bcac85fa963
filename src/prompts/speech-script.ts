import { SAMPLE_RATE } from './telephone-audio.js';

/**
 * Speaks many texts in one visit: entering a root file system costs more than a sentence does. Its arguments are a
 * voice's command. Texts come in by standard input, one a line, and are only ever data; for each there goes out the
 * count of its bytes, a line feed and its audio, 0 bytes where it could not be spoken.
 */
export const SPEECH_SCRIPT = `
cd "$(mktemp -d)" || exit 1
trap 'rm -rf "$PWD"' EXIT
trap 'exit 1' HUP INT TERM
while IFS= read -r text; do
  rm -f wav raw
  printf '%s\\n' "$text" | timeout 20 "$@" wav > /dev/null
  [ -s wav ] && timeout 20 sox -V1 -D -t wav wav -t raw -r ${SAMPLE_RATE} -c 1 -e signed -b 16 raw gain -6 sinc 300-3400 < /dev/null
  touch raw
  wc -c < raw
  cat raw
done`;
