"use strict";

const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

const LANGUAGES = ["markdown", "html", "plaintext", "restructuredtext", "asciidoc"];

let client;

async function start() {
  const settings = workspace.getConfiguration("claimcheck");
  const server = {
    command: settings.get("path", "claimcheck"),
    args: ["lsp", ...settings.get("arguments", [])],
  };
  const documentSelector = LANGUAGES.flatMap((language) => [
    { scheme: "file", language },
    { scheme: "untitled", language },
  ]);
  client = new LanguageClient("claimcheck", "claimcheck", server, { documentSelector });
  await client.start();
}

async function stop() {
  const running = client;
  client = undefined;
  await running?.stop();
}

async function activate(context) {
  context.subscriptions.push(
    workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration("claimcheck")) {
        await stop();
        await start();
      }
    }),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
