import { SAMPLE_RATE } from './telephone-audio.js';

/**
 * Speaks every text in a folder, in one visit: entering a root file system costs more than a sentence does.
 * Arguments: the folder, then a voice's command. Texts are files named by number, so no word of theirs is ever part
 * of a command. Prints the number of each text that became audio.
 */
export const SPEECH_SCRIPT = `
cd "$1" || exit 1
shift
for text in *.txt; do
  n="\${text%.txt}"
  timeout 20 "$@" "$n.wav" < "$text" > /dev/null &&
    timeout 20 sox -V1 -D "$n.wav" -t raw -r ${SAMPLE_RATE} -c 1 -e signed -b 16 "$n.raw" gain -6 sinc 300-3400 &&
    echo "$n"
done`;
