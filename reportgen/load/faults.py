"""The names of the faults that loading can find, with one line each on what it means: a closed set."""

from typing import Final

FILE_MISSING: Final = "FILE-MISSING"
FILE_UNREADABLE: Final = "FILE-UNREADABLE"
FILE_NAME: Final = "FILE-NAME"
FILE_EMPTY: Final = "FILE-EMPTY"
FILE_SIZE: Final = "FILE-SIZE"
FILE_ENCODING: Final = "FILE-ENCODING"
FILE_CHARACTER: Final = "FILE-CHARACTER"
YAML_SYNTAX: Final = "YAML-SYNTAX"
YAML_INDENTATION: Final = "YAML-INDENTATION"
YAML_TAB: Final = "YAML-TAB"
YAML_QUOTES: Final = "YAML-QUOTES"
YAML_COMMENT: Final = "YAML-COMMENT"
YAML_DUPLICATE: Final = "YAML-DUPLICATE"
YAML_ANCHOR: Final = "YAML-ANCHOR"
YAML_TAG: Final = "YAML-TAG"
YAML_DOCUMENTS: Final = "YAML-DOCUMENTS"
YAML_DEPTH: Final = "YAML-DEPTH"
YAML_NAME: Final = "YAML-NAME"
FIELD_UNKNOWN: Final = "FIELD-UNKNOWN"
FIELD_MISSING: Final = "FIELD-MISSING"
FIELD_SHAPE: Final = "FIELD-SHAPE"
FIELD_VALUE: Final = "FIELD-VALUE"
FIELD_CHOICE: Final = "FIELD-CHOICE"
FIELD_CONFLICT: Final = "FIELD-CONFLICT"
REFERENCE_UNKNOWN: Final = "REFERENCE-UNKNOWN"
SUBJECT_KIND: Final = "SUBJECT-KIND"
COUNCIL_MISSING: Final = "COUNCIL-MISSING"
STYLE_UNKNOWN: Final = "STYLE-UNKNOWN"
STYLE_CYCLE: Final = "STYLE-CYCLE"
STYLE_LABEL: Final = "STYLE-LABEL"
STYLE_SECTION: Final = "STYLE-SECTION"
STYLE_NUMBERING: Final = "STYLE-NUMBERING"

FAULTS: Final[dict[str, str]] = {
    FILE_MISSING: "There is no file or folder of that name.",
    FILE_UNREADABLE: "The file can't be read: it is a folder, or you may not open it, or it is no text file.",
    FILE_NAME: "The file is YAML, but an editor has put .txt after its name, so it is not read as what it is.",
    FILE_EMPTY: "The file holds nothing but blank lines and comments.",
    FILE_SIZE: "The file is larger than 1 MB, or holds more than 50,000 values.",
    FILE_ENCODING: "The file is not saved as UTF-8, so pound signs, dashes and quotation marks can't be read.",
    FILE_CHARACTER: "The file holds a character that can't be printed, such as those that a paste from Word brings.",
    YAML_SYNTAX: "A line is not written as YAML: `name: value`, `- entry`, or text that goes on from the line above.",
    YAML_INDENTATION: "A line begins further in or further out than the lines that it belongs with.",
    YAML_TAB: "A line is indented with a tab, which YAML does not allow: use spaces.",
    YAML_QUOTES: "A quotation mark is opened and not closed, or text goes on after it, or text needs quotation marks.",
    YAML_COMMENT: "A space and `#` begin a comment in what looks like text, so the rest of it is not read.",
    YAML_DUPLICATE: "The same name stands twice in one group, so one of the two values would be lost.",
    YAML_ANCHOR: "YAML's anchors (`&name`), aliases (`*name`) and merges (`<<`) are not used here.",
    YAML_TAG: "YAML's tags (`!name`) are not used here.",
    YAML_DOCUMENTS: "The file holds several documents, parted by `---`: one file holds one decision or meeting.",
    YAML_DEPTH: "Values stand inside one another more than 40 levels deep.",
    YAML_NAME: "The name before a colon is missing, or is a list or a group instead of a word.",
    FIELD_UNKNOWN: "A name that no field has, often a slip of the keyboard.",
    FIELD_MISSING: "A field that must be filled in is left out or left blank.",
    FIELD_SHAPE: "A list, a group of names, or a single value stands where another of these belongs.",
    FIELD_VALUE: "A value can't be read as what the field holds, such as a date, a sum or a number.",
    FIELD_CHOICE: "A value is not one of those that the field allows.",
    FIELD_CONFLICT: "Fields contradict one another, or one names an entry that no list holds.",
    REFERENCE_UNKNOWN: "A reference `{{ … }}` in a text names something that the file does not hold.",
    SUBJECT_KIND: "The file is neither a decision nor a meeting.",
    COUNCIL_MISSING: "There is no council.yaml beside the file or in a folder above it.",
    STYLE_UNKNOWN: "There is no house style of that name.",
    STYLE_CYCLE: "House styles extend one another in a circle.",
    STYLE_LABEL: "A house style words a label that no document has, or leaves out what the law has one say.",
    STYLE_SECTION: "A document of a house style has no section, one that there is no template for, or one twice.",
    STYLE_NUMBERING: "A house style numbers paragraphs or sub-headings within sections that it doesn't number.",
}
"""Rule id to one line of explanation."""
