"""The first page of help. It stands here as text, so that `briefing --help` need not import the program."""

HELP = """\
Usage: briefing COMMAND [ARGS]...

  Turn a Chinese government text into a bilingual English briefing, offline.

  Terms are held to your glossary, figures are verified, and everything doubtful
  is flagged. The text never leaves this machine.

Commands:
  translate  Translate texts, side by side or as a bilingual document.
  check      Check a bilingual document that was edited, or pairs of sentences.
  desk       Read, correct and file briefings on a page in your browser.
  glossary   See and keep your terms: find, add, edit, check, import, export.
  model      See, install and remove translation models.
  cache      See and clear the drafts that are kept.
  doctor     Tell what is installed, what is missing, and what mends it.

Options:
  --version  Print the version.
  --help     Print this page; after a command, the command's own.
  --debug    With any command: on an error, print the traceback.

Examples:
  briefing translate article.txt
  briefing translate article.txt -o article.md
  cat article.txt | briefing translate - --to json

Exit status: 0 done; 1 failed, or a segment is untranslated; 2 wrong usage;
3 done, but --strict found an error or warning; 130 stopped with Ctrl-C.
"""
