// What the buttons of the toolbar do to the text. Every change can be undone with Ctrl+Z.

// execCommand is old, yet alone in keeping the undo history of a textarea; setRangeText is there where it is gone.
export function put(area, start, end, text) {
  area.focus();
  area.setSelectionRange(start, end);
  const done = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
  if (!done) {
    area.setRangeText(text, start, end, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function around(area, mark) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const chosen = value.slice(start, end);
  const bare = chosen.trim();
  const wrapped = chosen.startsWith(mark) && chosen.endsWith(mark) && chosen.length > 2 * mark.length;
  if (wrapped) {
    const inside = chosen.slice(mark.length, -mark.length);
    put(area, start, end, inside);
    area.setSelectionRange(start, start + inside.length);
  } else {
    const lead = chosen.length - chosen.trimStart().length;
    put(area, start, end, chosen.slice(0, lead) + mark + bare + mark + chosen.slice(lead + bare.length));
    area.setSelectionRange(start + lead + mark.length, start + lead + mark.length + bare.length);
  }
}

// Whole lines of the selection, each given a mark in front or freed of it.
function inFront(area, pattern, mark) {
  const { value } = area;
  const start = value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const after = value.indexOf("\n", area.selectionEnd);
  const end = after < 0 ? value.length : after;
  const lines = value.slice(start, end).split("\n");
  const marked = lines.every((line) => pattern.test(line) || !line.trim()) && lines.some((line) => line.trim());
  let number = 0;
  const text = lines
    .map((line) => {
      if (marked) return line.replace(pattern, "");
      if (!line.trim() && lines.length > 1) return line;
      number += 1;
      return mark(number) + line.replace(/^(?:#{1,6} |[-*] |\d+[.)] |> )/, "");
    })
    .join("\n");
  const apart = !marked && start > 0 && value[start - 2] !== "\n" && mark(1) !== "## " ? "\n" : "";
  put(area, start, end, apart + text);
  area.setSelectionRange(start + apart.length, start + apart.length + text.length);
  if (text.length <= mark(1).length) area.setSelectionRange(area.selectionEnd, area.selectionEnd);
}

function link(area, words) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const chosen = value.slice(start, end).trim();
  const isAddress = /^(?:https?:\/\/|mailto:)\S+$/.test(chosen);
  const text = isAddress || !chosen ? words : chosen;
  const address = isAddress ? chosen : "https://";
  put(area, start, end, `[${text}](${address})`);
  // What is still to be typed is selected.
  const from = isAddress || !chosen ? start + 1 : start + text.length + 3;
  area.setSelectionRange(from, from + (isAddress || !chosen ? text.length : address.length));
}

function table(area, head) {
  const columns = head.split("|").length - 2;
  const row = `|${"   |".repeat(columns)}`;
  const { selectionEnd: end, value } = area;
  const before = end === 0 || value.slice(0, end).endsWith("\n\n") ? "" : value[end - 1] === "\n" ? "\n" : "\n\n";
  put(area, end, end, `${before}${head}\n|${" --- |".repeat(columns)}\n${row}\n${row}\n\n`);
}

export function useTool(area, tool, words) {
  switch (tool) {
    case "heading": return inFront(area, /^#{1,6} /, () => "## ");
    case "bold": return around(area, "**");
    case "italic": return around(area, "*");
    case "bullets": return inFront(area, /^[-*] /, () => "- ");
    case "numbers": return inFront(area, /^\d+[.)] /, (number) => `${number}. `);
    case "quote": return inFront(area, /^> /, () => "> ");
    case "link": return link(area, words.words);
    case "table": return table(area, words.table);
  }
}
