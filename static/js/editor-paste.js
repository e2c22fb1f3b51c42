// Turns what is pasted from Word, a mail or a web page into Markdown: headings, lists, links, bold, simple tables.
import { put } from "./editor-tools.js";

const SKIP = new Set(["SCRIPT", "STYLE", "HEAD", "META", "LINK", "TITLE", "IMG", "SVG", "OBJECT"]);
const BLOCK = /^(?:P|DIV|H[1-6]|UL|OL|LI|TABLE|BLOCKQUOTE|SECTION|ARTICLE|HEADER|FOOTER|MAIN)$/;
const BLOCKS = "p, div, h1, h2, h3, h4, h5, h6, ul, ol, table, blockquote";
const WORD_BULLET = /^\s*(?:[·•o§▪●○-]|(?:\(?\d+|[a-zA-Z])[.)])\s+/;

// What was put where, and what stood there, so that it can be undone; null for plain text, which is left to the browser.
export function convertPaste(event, area) {
  const html = event.clipboardData?.getData("text/html");
  if (!html || !/<(?:h[1-6]|[uo]l|table|strong|b|em|i|a)\b|mso-list/i.test(html)) return null;
  const text = toMarkdown(html);
  if (!text) return null;
  event.preventDefault();
  const { selectionStart: start, selectionEnd: end } = area;
  const before = area.value.slice(start, end);
  put(area, start, end, text);
  return { start, text, before };
}

export function toMarkdown(html) {
  // Parsing runs and loads nothing. Styles are read, never applied: our security policy would refuse them, and say so.
  const quiet = html
    .replace(/<style\b[\s\S]*?<\/style>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle(?=\s*=)/gi, " data-style").replace(/\son\w+(?=\s*=)/gi, " data-on"));
  const page = new DOMParser().parseFromString(quiet, "text/html");
  return blocks(page.body).join("\n\n").replace(/\n{3,}/g, "\n\n").trim();
}

function blocks(parent) {
  const out = [];
  let line = "";
  const flush = () => {
    const words = line.replace(/\s+/g, " ").trim();
    if (words) out.push(escaped(words));
    line = "";
  };
  for (const node of parent.childNodes) {
    if (node.nodeType === Node.ELEMENT_NODE && BLOCK.test(node.tagName)) {
      flush();
      out.push(...block(node, out));
    } else if (node.nodeType === Node.ELEMENT_NODE && !SKIP.has(node.tagName) && node.querySelector(BLOCKS)) {
      flush(); // an inline element around whole paragraphs, as some editors copy them
      out.push(...blocks(node));
    } else {
      line += inline(node);
    }
  }
  flush();
  return out;
}

function block(node, before) {
  const name = node.tagName;
  if (/^H[1-6]$/.test(name)) return [`${"#".repeat(Math.min(Math.max(Number(name[1]), 2), 4))} ${oneLine(node)}`];
  if (name === "UL" || name === "OL") return [list(node, "")];
  if (name === "TABLE") return table(node);
  if (name === "BLOCKQUOTE") return [blocks(node).join("\n\n").replace(/^/gm, "> ")];
  if (/mso-list:(?!\s*none)/i.test(node.dataset.style ?? "")) return wordItem(node, before);
  return blocks(node);
}

// Word gives each item of a list as a paragraph of its own, with the bullet or the number as text.
function wordItem(node, before) {
  const said = node.textContent.trim();
  const depth = Number(/level(\d)/i.exec(node.dataset.style)?.[1] ?? 1) - 1;
  const mark = /^\(?\d+[.)]/.test(said) ? `${/\d+/.exec(said)[0]}. ` : "- ";
  const item = `${"   ".repeat(depth)}${mark}${oneLine(node).replace(/^\\?-\s/, "").replace(WORD_BULLET, "")}`;
  const last = before.at(-1) ?? "";
  if (!/^\s*(?:- |\d+\. )/.test(last)) return [item];
  before[before.length - 1] = `${last}\n${item}`;
  return [];
}

function list(node, indent) {
  const lines = [];
  let number = Number(node.getAttribute("start") ?? 1);
  for (const item of node.children) {
    if (item.tagName === "UL" || item.tagName === "OL") {
      lines.push(list(item, `${indent}   `));
      continue;
    }
    const mark = node.tagName === "OL" ? `${number}. ` : "- ";
    number += 1;
    const inner = [...item.children].filter((child) => /^[UO]L$/.test(child.tagName));
    const own = item.cloneNode(true);
    own.querySelectorAll("ul, ol").forEach((child) => child.remove());
    lines.push(`${indent}${mark}${oneLine(own)}`, ...inner.map((child) => list(child, `${indent}   `)));
  }
  return lines.join("\n");
}

function table(node) {
  const rows = [...node.rows].map((row) => [...row.cells].map((cell) => oneLine(cell).replaceAll("|", "\\|")));
  const width = Math.max(0, ...rows.map((row) => row.length));
  if (width === 0) return [];
  if (width === 1) return rows.map((row) => row[0] ?? "");
  const lines = rows.map((row) => `| ${[...row, ...Array(width - row.length).fill("")].join(" | ")} |`);
  return [[lines[0], `|${" --- |".repeat(width)}`, ...lines.slice(1)].join("\n")];
}

function oneLine(node) {
  return [...node.childNodes].map(inline).join("").replace(/\s+/g, " ").trim();
}

function inline(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/[\s\u00a0]+/g, " ").replace(/([*_[\]\\])/g, "\\$1");
  if (node.nodeType !== Node.ELEMENT_NODE || SKIP.has(node.tagName)) return "";
  if (node.tagName === "BR") return " ";
  const text = [...node.childNodes].map(inline).join(BLOCK.test(node.tagName) ? " " : "");
  const bare = text.trim();
  if (!bare) return text;
  const style = node.dataset.style ?? "";
  if (/mso-list:\s*ignore/i.test(style)) return `${text} `;
  if (node.tagName === "A") return linked(node, text, bare);
  const plain = /font-weight:\s*(?:normal|400)/i.test(style); // some editors wrap everything in such a <b>
  if ((/^(?:B|STRONG)$/.test(node.tagName) && !plain) || /font-weight:\s*(?:bold|[6-9]00)/i.test(style)) {
    return text.replace(bare, () => `**${bare.replaceAll("**", "")}**`);
  }
  if (/^(?:I|EM)$/.test(node.tagName) || /font-style:\s*italic/i.test(style)) return text.replace(bare, () => `*${bare}*`);
  return text;
}

function linked(node, text, bare) {
  const address = node.getAttribute("href") ?? "";
  return /^(?:https?:|mailto:|tel:)/i.test(address) ? text.replace(bare, () => `[${bare}](${encodeURI(decodeURI_(address))})`) : text;
}

function decodeURI_(address) {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}

// A line that would read as a list, heading or quotation and was none.
function escaped(line) {
  return line.replace(/^(#{1,6}\s|>|[-+]\s|\d+(?=[.)]\s))/, (mark) => (/^\d/.test(mark) ? `${mark}\\` : `\\${mark}`));
}
