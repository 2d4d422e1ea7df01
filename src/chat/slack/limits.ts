/** docs.slack.dev/reference/block-kit/blocks: blocks in one message. */
export const MESSAGE_MAX_BLOCKS = 50;
/** docs.slack.dev/surfaces/modals and /app-home: blocks in one view. */
export const VIEW_MAX_BLOCKS = 100;
/**
 * UTF-8 bytes of a message's blocks as JSON. Slack documents no limit; `msg_blocks_too_long` came at
 * 13,297 characters of JSON (github.com/slackapi/bolt-js/issues/2509), so this keeps well below.
 */
export const MESSAGE_MAX_BYTES = 12_000;
/** docs.slack.dev/reference/methods/chat.postMessage: "for best results … under 4,000 characters". */
export const TEXT_MAX_CHARS = 4_000;
/** docs.slack.dev, header block: plain text. */
export const HEADER_MAX_CHARS = 150;
/** docs.slack.dev, actions block: elements. */
export const ACTIONS_MAX_ELEMENTS = 25;
/** docs.slack.dev, button element: its text. */
export const BUTTON_TEXT_MAX_CHARS = 75;
/** docs.slack.dev, button element: its value. */
export const BUTTON_VALUE_MAX_CHARS = 2_000;
/** docs.slack.dev, image block: alt text. */
export const ALT_TEXT_MAX_CHARS = 2_000;
/** docs.slack.dev, image block and every other place that takes a URL. */
export const URL_MAX_CHARS = 3_000;
/** docs.slack.dev, select menu: options, and an option's value. */
export const SELECT_MAX_OPTIONS = 100;
export const OPTION_VALUE_MAX_CHARS = 150;
/** docs.slack.dev, view object: private_metadata. */
export const PRIVATE_METADATA_MAX_CHARS = 3_000;
/** docs.slack.dev, plain-text input: what a reader may type. */
export const INPUT_MAX_CHARS = 3_000;
/**
 * UTF-8 bytes of one rich text block. Slack documents no limit for it; a section's text, the nearest
 * that it does document, holds 3,000 characters.
 */
export const RICH_TEXT_MAX_BYTES = 3_000;
