// Letters read by mail programs of other people: node read_letters.js PROGRAM OUT.json LETTER.eml…
"use strict";
const fs = require("fs");
const path = require("path");
const [program, to, ...letters] = process.argv.slice(2);
const modules = path.join(__dirname, "..", "..", ".tools", "node_modules");
const listed = (found) => [].concat(found || []).flatMap((one) => one.value || one).map((one) => one.address);

async function mailparser(raw) {
  const { simpleParser } = require(path.join(modules, "mailparser"));
  const mail = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true });
  return {
    from: mail.from.value[0], to: listed(mail.to), cc: listed(mail.cc), subject: mail.subject, text: mail.text,
    date: mail.date, id: mail.messageId, answers: mail.inReplyTo, headers: mail.headerLines.map((one) => one.key),
    files: mail.attachments.map((one) => [one.filename, one.contentType, one.content.toString("base64")]),
  };
}

async function postal(raw) {
  const PostalMime = require(path.join(modules, "postal-mime"));
  const mail = await PostalMime.parse(raw);
  return {
    from: mail.from, to: listed(mail.to), cc: listed(mail.cc), subject: mail.subject, text: mail.text, date: mail.date,
    id: mail.messageId, answers: mail.inReplyTo, headers: mail.headers.map((one) => one.key),
    files: mail.attachments.map((one) => [one.filename, one.mimeType, Buffer.from(one.content).toString("base64")]),
  };
}

async function all() {
  const read = program === "mailparser" ? mailparser : postal;
  const found = [];
  for (const letter of letters) found.push(await read(fs.readFileSync(letter)));
  fs.writeFileSync(to, JSON.stringify(found));
}

all().catch((error) => {
  console.error(error);
  process.exit(1);
});
