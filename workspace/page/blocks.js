// Draws Block Kit: every kind of block, each unchanged one kept as it stands.

import { h, icon, iconButton, link } from "./dom.js";
import { drawElement, drawImage } from "./elements.js";
import { imageAddress } from "./files.js";
import { inputBlock } from "./inputblock.js";
import { keep } from "./keep.js";
import { markdown } from "./markdown.js";
import { mrkdwn, textObject, withEmoji } from "./mrkdwn.js";
import { richText } from "./richtext.js";
import { nth, t } from "./words.js";

/** Draw blocks into `parent`; `place` as in elements.js, without what belongs to one block. */
export function drawBlocks(parent, blocks, place) {
  keep(
    parent,
    blocks.map((block, at) => ({
      key: block.block_id ?? `block-${at}`,
      sign: JSON.stringify(block),
      make: () => drawBlock(block, { ...place, blockId: block.block_id ?? `block-${at}` }),
    })),
  );
}

function drawBlock(block, place) {
  const draw = DRAW[block.type];
  const content = draw
    ? draw(block, place)
    : h("p", { class: "not-drawn" }, t("notDrawn", { type: block.type }));
  return h(
    "div",
    { class: `block block-${block.type.replaceAll("_", "-")}`, data: { block: block.block_id } },
    content,
  );
}

const DRAW = {
  section,
  header: (b, place) =>
    h(place.surface === "home" ? "h2" : "h3", { class: "block-title" }, ...textObject(b.text)),
  divider: () => h("hr"),
  context: (b) =>
    h(
      "div",
      { class: "context-row" },
      ...b.elements.map((e) =>
        e.type === "image"
          ? drawImage(e, "image-tiny")
          : h("span", { class: "context-text" }, ...textObject(e)),
      ),
    ),
  actions: (b, place) =>
    h("div", { class: "actions-row" }, ...b.elements.map((e) => drawElement(e, place))),
  context_actions: (b, place) =>
    h("div", { class: "actions-row" }, ...b.elements.map((e) => drawElement(e, place))),
  image: imageBlock,
  input: inputBlock,
  rich_text: richText,
  table,
  data_visualization: (b) => table(chartAsTable(b)),
  data_table: (b) => table({ ...b, has_header: true }),
  video,
  markdown: (b) => h("div", { class: "markdown" }, ...markdown(b.text)),
  file: (b) => h("p", { class: "file-card" }, icon("file"), b.external_id ?? t("file")),
  alert: (b) =>
    h("div", { class: `alert alert-${b.level ?? "default"}`, role: "note" }, ...textObject(b.text)),
  card,
  carousel: (b, place) =>
    h("div", { class: "carousel", tabindex: 0 }, ...b.elements.map((e) => card(e, place))),
  container,
  plan: (b) =>
    h("div", { class: "plan" }, h("strong", {}, ...titleOf(b.title)), ...(b.tasks ?? []).map(task)),
  task_card: task,
};

function section(block, place) {
  const label = block.text?.text;
  return h(
    "div",
    { class: "section" },
    h(
      "div",
      { class: "section-words" },
      block.text && h("div", { class: "section-text" }, ...textObject(block.text)),
      block.fields &&
        h(
          "div",
          { class: "section-fields" },
          ...block.fields.map((field) =>
            h("div", { class: "section-field" }, ...textObject(field)),
          ),
        ),
    ),
    block.accessory &&
      h(
        "div",
        { class: `accessory accessory-${block.accessory.type.replaceAll("_", "-")}` },
        accessory(block.accessory, { ...place, label }),
      ),
  );
}

function accessory(element, place) {
  return element.type === "image"
    ? drawImage(element, "image-accessory")
    : drawElement(element, place);
}

function imageBlock(block) {
  return h(
    "figure",
    { class: "image-frame" },
    block.title && h("figcaption", {}, ...textObject(block.title)),
    link(
      imageAddress(block),
      h("img", {
        class: "image-block",
        src: imageAddress(block),
        alt: block.alt_text ?? t("image"),
        loading: "lazy",
      }),
    ),
  );
}

function table(block) {
  const settings = block.column_settings ?? [];
  const [head, ...body] = block.rows;
  const line = (row, tag) =>
    h(
      "tr",
      {},
      ...row.map((cell, at) =>
        h(
          tag,
          {
            class: `align-${settings[at]?.align ?? "left"}${settings[at]?.is_wrapped ? " wraps" : ""}`,
            scope: tag === "th" ? "col" : null,
          },
          cellContent(cell),
        ),
      ),
    );
  return h(
    "div",
    { class: "table-frame", tabindex: 0, role: "group", "aria-label": block.caption ?? null },
    h(
      "table",
      {},
      block.caption && h("caption", {}, block.caption),
      h("thead", {}, line(head, "th")),
      h("tbody", {}, ...body.map((row) => line(row, "td"))),
    ),
  );
}

// The figures of a chart, so that what an app sends can be read; Slack draws the picture.
function chartAsTable({ title, chart }) {
  const line = (label, values) => [label, ...values].map((text) => ({ type: "raw_text", text }));
  const series = chart.series ?? [{ name: "", data: chart.segments }];
  const labels = series[0].data.map(({ label }) => label);
  const valueOf = (one, at) => String(one.data[at]?.value ?? "");
  return {
    column_settings: [{}, ...series.map(() => ({ align: "right" }))],
    rows: [
      line(
        title,
        series.map(({ name }) => name),
      ),
      ...labels.map((label, at) =>
        line(
          label,
          series.map((one) => valueOf(one, at)),
        ),
      ),
    ],
  };
}

function cellContent(cell) {
  if (cell.type === "rich_text") return richText(cell);
  return h(
    "span",
    {},
    cell.type === "raw_number" ? (cell.text ?? String(cell.value)) : (cell.text ?? ""),
  );
}

function video(block) {
  const title = block.title?.text ?? t("image");
  return h(
    "figure",
    { class: "video-frame" },
    h(
      "figcaption",
      {},
      link(block.title_url ?? block.video_url, ...withEmoji(title)),
      block.author_name && h("small", {}, ` ${block.author_name}`),
    ),
    block.description && h("p", {}, ...textObject(block.description)),
    link(
      block.title_url ?? block.video_url,
      h("img", {
        class: "image-block",
        src: imageAddress({ image_url: block.thumbnail_url }),
        alt: block.alt_text ?? "",
        loading: "lazy",
      }),
      h("span", { class: "video-play" }, icon("play"), t("video", { title })),
    ),
  );
}

function card(block, place) {
  return h(
    "div",
    { class: "card" },
    block.hero_image && drawImage(block.hero_image, "card-hero"),
    h(
      "div",
      { class: "card-head" },
      block.icon && drawImage(block.icon, "image-small"),
      h(
        "div",
        {},
        block.title && h("strong", {}, ...textObject(block.title)),
        block.subtitle && h("div", { class: "quiet" }, ...textObject(block.subtitle)),
      ),
    ),
    block.body && h("div", {}, ...textObject(block.body)),
    block.actions?.length &&
      h("div", { class: "actions-row" }, ...block.actions.map((e) => drawElement(e, place))),
    block.subtext && h("div", { class: "quiet" }, ...textObject(block.subtext)),
  );
}

function container(block, place) {
  const inside = h("div", { class: "container-blocks" });
  drawBlocks(inside, block.child_blocks ?? [], place);
  const title = h(
    "span",
    {},
    block.rich_text_title
      ? richText(block.rich_text_title)
      : h("strong", {}, ...titleOf(block.title)),
    block.subtitle && h("span", { class: "quiet" }, ...titleOf(block.subtitle)),
  );
  if (!block.is_collapsible) return h("section", { class: "container" }, title, inside);
  return h(
    "details",
    { class: "container", open: !block.default_collapsed },
    h("summary", {}, title),
    inside,
  );
}

function task(block) {
  const states = ["pending", "in_progress", "complete", "error"];
  const at = Math.max(0, states.indexOf(block.status));
  return h(
    "div",
    { class: `task task-${states[at]}` },
    h(
      "div",
      {},
      h("strong", {}, ...titleOf(block.title)),
      h("small", { class: "quiet" }, ` ${nth("taskStates", at)}`),
    ),
    ...[block.details, block.output].filter(Boolean).map(richText),
    block.sources?.length &&
      h("p", {}, ...block.sources.flatMap((source) => [link(source.url, source.text), " "])),
  );
}

function titleOf(title) {
  return typeof title === "string" ? withEmoji(title) : textObject(title);
}

/** The old secondary attachments of a message: a coloured line beside their words or blocks. */
export function drawAttachment(attachment, place) {
  const inside = h("div", { class: "attachment-blocks" });
  if (attachment.blocks) drawBlocks(inside, attachment.blocks, place);
  else {
    inside.append(
      ...[
        attachment.pretext && h("div", {}, ...mrkdwn(attachment.pretext)),
        attachment.author_name && h("div", { class: "quiet" }, attachment.author_name),
        attachment.title &&
          h(
            "strong",
            {},
            attachment.title_link
              ? link(attachment.title_link, attachment.title)
              : attachment.title,
          ),
        (attachment.text ?? attachment.fallback) &&
          h("div", {}, ...mrkdwn(attachment.text ?? attachment.fallback)),
        attachment.fields &&
          h(
            "div",
            { class: "section-fields" },
            ...attachment.fields.map((f) =>
              h(
                "div",
                { class: "section-field" },
                h("strong", {}, f.title),
                h("div", {}, ...mrkdwn(f.value)),
              ),
            ),
          ),
        attachment.image_url &&
          h("img", { class: "image-block", src: imageAddress(attachment), alt: "" }),
        attachment.footer && h("div", { class: "quiet" }, attachment.footer),
      ].filter(Boolean),
    );
  }
  const frame = h("div", { class: "attachment" }, inside);
  const colour =
    { good: "#2f8f6b", warning: "#c98a1b", danger: "#c0453c" }[attachment.color] ??
    (attachment.color && `#${attachment.color.replace("#", "")}`);
  if (colour && CSS.supports("color", colour)) frame.style.setProperty("--line-colour", colour);
  return frame;
}

/** What stands under something an app did not answer: its sentence, until it is put away. */
export function failureNote(words) {
  const note = h("div", { class: "failure", role: "alert" }, h("span", {}, "⚠️ ", words));
  note.append(iconButton("close", t("dismiss"), () => note.remove()));
  return note;
}
