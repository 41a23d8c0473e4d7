// Shows files that were shared, and the field through which one gives files to an app.

import { h, icon, link, safeUrl } from "./dom.js";
import { api } from "./api.js";
import { locale, t } from "./words.js";

/** The address of an image block or element, whether it points to the web or to a file here. */
export function imageAddress({ image_url: url, slack_file: file }) {
  const address = url ?? (file?.id ? `/_workspace/files/${file.id}` : addressHere(file?.url ?? ""));
  return safeUrl(address) ?? "";
}

// A file of this workspace is behind a token for apps; the page has an address of its own for it.
function addressHere(address) {
  const found = /\/files-pri\/[^/-]+-(F\w+)\//.exec(address);
  return found ? `/_workspace/files/${found[1]}` : address;
}

/** Files under a message: pictures to look at, others to open. */
export function drawFiles(files) {
  return h("div", { class: "files" }, ...files.map(drawFile));
}

function drawFile(file) {
  const address = `/_workspace/files/${file.id}`;
  const title = file.title || file.name || t("file");
  if (file.mimetype?.startsWith("image/")) {
    const picture = h("img", {
      class: "image-block",
      src: address,
      alt: file.alt_txt ?? title,
      loading: "lazy",
    });
    return h(
      "figure",
      { class: "image-frame" },
      h("figcaption", {}, title),
      link(address, picture),
    );
  }
  const size =
    file.size == null
      ? ""
      : new Intl.NumberFormat(locale(), {
          style: "unit",
          unit: file.size < 1e6 ? "kilobyte" : "megabyte",
          maximumFractionDigits: 1,
        }).format(file.size / (file.size < 1e6 ? 1e3 : 1e6));
  const card = link(
    address,
    icon("file"),
    h(
      "span",
      { class: "file-words" },
      h("strong", {}, title),
      h("small", {}, [file.pretty_type ?? file.filetype, size].filter(Boolean).join(" · ")),
    ),
  );
  card.className = "file-card";
  return card;
}

/** A file_input: files are uploaded as they are chosen; its value is what Slack knows of them. */
export function fileField(element, place) {
  const uploaded = [];
  const types = (element.filetypes ?? []).map((type) => `.${type}`).join(",");
  const input = h("input", {
    type: "file",
    id: place.fieldId,
    multiple: (element.max_files ?? 10) > 1,
    accept: types || null,
    "aria-describedby": place.describedBy,
    "data-focus": place.name,
  });
  const list = h("ul", { class: "files-chosen", "aria-live": "polite" });
  const show = () =>
    list.replaceChildren(...uploaded.map(({ name }) => h("li", {}, icon("file"), name)));
  input.addEventListener("change", async () => {
    uploaded.length = 0;
    for (const file of [...input.files].slice(0, element.max_files ?? 10)) {
      uploaded.push((await api.upload(file)).file);
    }
    show();
    if (place.dispatches || !place.inInput) place.use([...uploaded], input);
  });
  return Object.assign(h("div", { class: "file-field" }, input, list), {
    read: () => [...uploaded],
    carry: () => [...uploaded],
    take: (files) => {
      uploaded.splice(0, uploaded.length, ...files);
      show();
    },
    problem: () => null,
    target: input,
  });
}
