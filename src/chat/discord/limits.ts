/** What Discord refuses to go beyond. Lengths are counted in UTF-16 units, which never undercounts. */

/** docs.discord.com, create message: content. */
export const CONTENT_MAX_CHARS = 2_000;
/** docs.discord.com, embed limits: the sum over a message's embeds, and the texts of each. */
export const EMBEDS_MAX_CHARS = 6_000;
export const EMBED_TITLE_MAX_CHARS = 256;
export const EMBED_DESCRIPTION_MAX_CHARS = 4_096;
/** Ten embeds a message, one of them the text. */
export const PICTURES_MAX = 9;
/** docs.discord.com, component reference: rows a message, buttons a row, and their texts. */
export const ROWS_MAX = 5;
export const ROW_BUTTONS_MAX = 5;
export const BUTTON_LABEL_MAX_CHARS = 80;
export const CUSTOM_ID_MAX_CHARS = 100;
export const SELECT_OPTIONS_MAX = 25;
export const OPTION_MAX_CHARS = 100;
/** docs.discord.com, text input: what may be typed. */
export const MODAL_TEXT_MAX_CHARS = 4_000;
/** docs.discord.com, attachment: description. */
export const ALT_MAX_CHARS = 1_024;
/** docs.discord.com, channel: name of a thread. */
export const THREAD_NAME_MAX_CHARS = 100;
/** docs.discord.com, create message: nonce. */
export const NONCE_MAX_CHARS = 25;
/** docs.discord.com, interaction response: autocomplete choices, and name and value of each. */
export const CHOICES_MAX = 25;
export const CHOICE_MAX_CHARS = 100;
