-- Neovim as a user runs it: `nvim -l neovim.lua NVIM` starts another NVIM for
-- each test, with the configuration below HOME, and drives it from outside.
-- Every test gets a folder of its own. Prints a line for each and exits with 1
-- when one has failed.

local nvim = arg[1]
local doc_file = vim.fn.expand("~/src/warroom/editors/nvim/doc/warroom.txt")
local wait_for = 10000 -- milliseconds; a machine that builds beside is slow

local INCIDENT = table.concat(vim.fn.readfile(vim.fs.dirname(arg[0]) .. "/incident.md"), "\n")

---@class Editor An editor that is driven.
local Editor = {}
Editor.__index = Editor

---Runs code in the editor, with arguments as `...`.
function Editor:lua(code, ...)
  return vim.rpcrequest(self.channel, "nvim_exec_lua", code, { ... })
end

---Types keys.
function Editor:type(keys)
  vim.rpcrequest(self.channel, "nvim_input", keys)
end

---Waits until code answers with something that is not false; that is returned.
function Editor:eventually(what, code, ...)
  local arguments, answer = { ... }, nil
  local is_true = vim.wait(wait_for, function()
    answer = self:lua(code, unpack(arguments))
    return answer ~= nil and answer ~= false and answer ~= vim.NIL
  end, 50)
  assert(is_true, ("waited for %s\nmessages: %s"):format(what, self:lua("return _G.said")))
  return answer
end

---Runs a command of the command line.
function Editor:command(command)
  vim.rpcrequest(self.channel, "nvim_command", command)
end

---The text of the document in the window.
function Editor:text()
  return self:lua("return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\\n')")
end

---Chooses what holds the words, and types them where text is asked for, when
---the editor asks the next times.
function Editor:answers(words)
  self:lua(
    [[
      local answers = ...
      vim.ui.select = function(items, options, on_choice)
        local wanted = table.remove(answers, 1)
        for index, item in ipairs(items) do
          local words = (options.format_item or tostring)(item)
          if wanted and words:find(wanted, 1, true) then
            return on_choice(item, index)
          end
        end
        error(("no %s for %s"):format(wanted, options.prompt))
      end
      vim.ui.input = function(_, on_answer)
        on_answer(table.remove(answers, 1))
      end
    ]],
    words
  )
end

local KEEP_MESSAGES = [[
  _G.said = ""
  vim.notify = function(words)
    _G.said = _G.said .. words .. "\n"
  end
]]

---Starts an editor in a folder of its own with a document open in it.
---@param text string
---@param settings? string Lua that runs before the document is opened.
local function open(text, settings)
  local folder = vim.fn.tempname()
  vim.fn.mkdir(folder, "p")
  vim.fn.writefile({}, folder .. "/warroom.toml")
  local path = folder .. "/incident.md"
  vim.fn.writefile(vim.split(text, "\n"), path)
  local command = { nvim, "--embed", "--headless", "-n", "-i", "NONE" }
  local channel = vim.fn.jobstart(command, { rpc = true, cwd = folder })
  assert(channel > 0, "the editor does not start")
  local editor = setmetatable({ channel = channel, folder = folder }, Editor)
  editor:lua(KEEP_MESSAGES .. (settings or ""))
  editor:command("edit " .. path)
  return editor
end

---Starts an editor as [open], and waits until the server has taken the document.
local function open_with_server(text, settings)
  local editor = open(text, settings)
  editor:eventually(
    "the server",
    "return vim.lsp.get_clients({ name = 'warroom', bufnr = 0 })[1] ~= nil"
  )
  return editor
end

local DIAGNOSTIC = [[
  local code = ...
  return vim.iter(vim.diagnostic.get(0)):find(function(found)
    return found.code == code
  end)
]]

local tests = {}

function tests.diagnostics_come_by_themselves()
  local editor = open_with_server(INCIDENT)
  local found = editor:eventually("a diagnostic", DIAGNOSTIC, "timeline/out-of-order")
  assert(found.lnum == 10, vim.inspect(found))
  assert(found.source == "warroom", vim.inspect(found))
end

function tests.a_fix_is_applied()
  local editor = open_with_server(INCIDENT)
  editor:eventually("a diagnostic", DIAGNOSTIC, "document/mojibake")
  editor:lua([[
    vim.fn.cursor(10, 1)
    vim.fn.search("â€™")
    vim.lsp.buf.code_action({
      apply = true,
      filter = function(action)
        return action.kind == "quickfix" and action.title:find("’", 1, true) ~= nil
      end,
    })
  ]])
  editor:eventually("the fix", "return vim.fn.getline(10):find('wasn’t mounted', 1, true)")
end

function tests.people_are_completed()
  local editor = open_with_server(INCIDENT)
  editor:type("Go- 16:40 asked @to<C-x><C-o>")
  editor:eventually("the one who fits", "return vim.endswith(vim.fn.getline('.'), '@tomas')")
end

local HINTS = "return #vim.lsp.inlay_hint.get({ bufnr = 0 }) > 0"
local LENS = [[
  for _, namespace in pairs(vim.api.nvim_get_namespaces()) do
    local marks = vim.api.nvim_buf_get_extmarks(0, namespace, 0, -1, { details = true })
    for _, mark in ipairs(marks) do
      local words = vim.inspect(mark[4].virt_lines or mark[4].virt_text or "")
      if words:find("3 entries", 1, true) then
        return words
      end
    end
  end
]]

function tests.hints_and_lenses_are_shown()
  local editor = open_with_server(INCIDENT)
  editor:eventually("inlay hints", HINTS)
  editor:eventually("a code lens", LENS)
end

function tests.hints_and_lenses_can_be_switched_off()
  local off = "vim.g.warroom = { code_lens = false, inlay_hints = false }"
  local editor = open_with_server(INCIDENT, off)
  editor:eventually("a diagnostic", DIAGNOSTIC, "timeline/out-of-order")
  assert(not editor:lua("return vim.lsp.inlay_hint.is_enabled({ bufnr = 0 })"))
  assert(not editor:lua(LENS) or editor:lua(LENS) == vim.NIL)
end

function tests.the_configuration_is_read_and_other_toml_is_not()
  local editor = open_with_server(INCIDENT)
  local is_read = "return #vim.lsp.get_clients({ name = 'warroom', bufnr = 0 }) > 0"
  editor:command("edit other.toml")
  editor:lua("vim.wait(500)") -- for what must not come
  assert(not editor:lua(is_read))
  editor:command("edit warroom.toml")
  editor:eventually("the server", is_read)
  editor:command("normal! ipresett = 1")
  editor:eventually("a diagnostic", "return #vim.diagnostic.get(0) > 0")
end

function tests.an_event_is_inserted()
  local editor = open_with_server(INCIDENT)
  editor:lua("vim.fn.cursor(9, 1)")
  local before = editor:lua("return vim.fn.line('$')")
  editor:command("Warroom event")
  editor:eventually("an event", "return vim.fn.line('$') > ...", before)
end

function tests.behind_a_new_event_one_goes_on_typing()
  local editor = open_with_server(INCIDENT)
  editor:lua("vim.fn.cursor(9, 1)")
  editor:command("Warroom event")
  editor:eventually("typing", "return vim.fn.mode() == 'i'")
  editor:type("Exports work again")
  editor:eventually("the words", "return vim.fn.getline('.'):find(':%d%d[^-]*Exports work again$')")
end

function tests.an_event_is_logged_without_leaving_the_place()
  local editor = open_with_server(INCIDENT)
  editor:command("Warroom log the volume is mounted again")
  editor:eventually("the entry", "return vim.fn.search('the volume is mounted again', 'nw') > 0")
  assert(editor:lua("return vim.fn.line('.')") == 1)
end

local CHAT = {
  "tomas  16:27 UTC",
  "Remounting",
  "ines  16:29 UTC",
  "thanks!",
  "ines  16:31 UTC",
  "Exports work again",
}

local TOLD = "return _G.said:find('2 entries from a pasted chat', 1, true)"

function tests.a_copied_conversation_is_imported_and_what_was_left_out_is_said()
  local editor = open_with_server(INCIDENT)
  editor:lua("vim.fn.setreg('a', ...)", CHAT)
  editor:command("Warroom import @a")
  editor:eventually(
    "the entry",
    "return vim.fn.search('16:31.*ines.*Exports work again', 'nw') > 0"
  )
  editor:eventually("what came of it", TOLD)
  local said = editor:lua("return _G.said")
  assert(said:find("left out: thanks and greetings (1)", 1, true), said)
end

function tests.what_was_copied_last_is_imported_without_naming_it()
  local clipboard = "vim.g.clipboard = false" -- this machine has none, or somebody else's
  local editor = open_with_server(INCIDENT, clipboard)
  editor:command("Warroom import")
  assert(editor:lua("return _G.said"):find("copy the conversation first", 1, true))
  editor:lua([[vim.fn.setreg('"', ...)]], CHAT)
  editor:command("Warroom import")
  editor:eventually("what came of it", TOLD)
end

function tests.a_file_is_imported()
  local editor = open_with_server(INCIDENT)
  vim.fn.writefile(CHAT, editor.folder .. "/chat.txt")
  local offered = editor:lua("return vim.fn.getcompletion('Warroom import ch', 'cmdline')")
  assert(vim.deep_equal(offered, { "chat.txt" }), vim.inspect(offered))
  editor:command("Warroom import chat.txt")
  editor:eventually("what came of it", TOLD)
  editor:command("Warroom import nowhere.txt")
  editor:eventually("a message", "return _G.said:find('nowhere.txt', 1, true)")
end

function tests.lines_of_the_document_become_entries()
  local editor = open_with_server(INCIDENT .. "\n\n" .. table.concat(CHAT, "\n"))
  local last = editor:lua("return vim.fn.line('$')")
  editor:command(("%d,%dWarroom import"):format(last - #CHAT + 1, last))
  editor:eventually("what came of it", TOLD)
  local text = editor:text()
  assert(not text:find("thanks", 1, true), text)
  assert(select(2, text:gsub("Remounting", "")) == 1, text)
end

function tests.lines_that_cannot_be_read_stay()
  local editor = open_with_server(INCIDENT)
  local before = editor:text()
  editor:command("1,2Warroom import")
  editor:eventually("a message", "return _G.said:find('line 1', 1, true)")
  assert(editor:text() == before, editor:text())
end

function tests.a_template_is_picked_and_what_it_needs_is_asked_for()
  local editor = open_with_server(INCIDENT)
  editor:answers({ "while an incident runs", "exports fail again", "SEV2", "exports" })
  editor:command("Warroom new")
  editor:eventually("a new document", "return vim.fn.expand('%:t') ~= 'incident.md'")
  assert(editor:lua("return vim.bo.modified and vim.bo.filetype == 'markdown'"))
  assert(editor:lua("return vim.uv.fs_stat(vim.fn.expand('%')) == nil"), "it is written")
  assert(editor:text():find("exports fail again", 1, true), editor:text())
end

function tests.names_of_templates_are_completed()
  local editor = open_with_server(INCIDENT)
  local offered = editor:lua("return vim.fn.getcompletion('Warroom new run', 'cmdline')")
  assert(vim.list_contains(offered, "runbook"), vim.inspect(offered))
end

function tests.a_post_mortem_is_begun_beside_its_incident()
  local editor = open_with_server(INCIDENT)
  editor:command("vertical Warroom postmortem")
  editor:eventually("a second window", "return #vim.api.nvim_tabpage_list_wins(0) == 2")
  assert(editor:text():find("Post%-mortem"), editor:text())
  assert(editor:lua("return vim.fn.winwidth(0) < vim.o.columns"))
end

function tests.an_incident_is_picked_and_gone_to()
  local editor = open_with_server(INCIDENT)
  editor:eventually("a diagnostic", DIAGNOSTIC, "timeline/out-of-order")
  editor:command("normal! G")
  editor:answers({ "SEV2" })
  editor:command("Warroom incidents")
  editor:eventually("the incident", "return vim.fn.line('.') == 1")
end

function tests.the_report_is_shown_in_a_browser()
  local editor = open_with_server(INCIDENT)
  editor:eventually("a diagnostic", DIAGNOSTIC, "timeline/out-of-order")
  editor:lua([[
    vim.ui.open = function(address)
      _G.shown = address
    end
  ]])
  editor:command("Warroom report")
  local address = editor:eventually("the page", "return _G.shown")
  local page = table.concat(vim.fn.readfile(vim.uri_to_fname(address)), "\n")
  assert(page:find("INC-214: exports fail", 1, true), page)
end

function tests.a_report_that_no_browser_shows_is_named()
  local editor = open_with_server(INCIDENT)
  editor:eventually("a diagnostic", DIAGNOSTIC, "timeline/out-of-order")
  editor:lua([[
    vim.ui.open = function()
      return nil, "there is no browser"
    end
  ]])
  editor:command("Warroom report")
  editor:eventually("its place", "return _G.said:find('the report is in /.*%.html')")
end

function tests.the_status_line_tells_how_the_incident_stands()
  local editor = open_with_server(INCIDENT)
  editor:eventually("the state", "return require('warroom').statusline():find('SEV2', 1, true)")
end

function tests.the_status_line_counts_down_to_the_next_update()
  local editor = open(INCIDENT, "vim.env.TZ = 'America/New_York'")
  local words = editor:lua([[
    return require("warroom.status").words({
      severity = "SEV1",
      phase = vim.NIL,
      isLive = true,
      elapsedSeconds = 3900,
      nextUpdateDue = os.date("!%Y-%m-%dT%H:%M:%SZ", os.time() + 630),
      nextUpdateOverdue = false,
    })
  ]])
  assert(words == "SEV1 · 1h 5m · update due in 10m", words)
end

function tests.what_is_about_no_incident_is_left_alone()
  local editor = open_with_server("# Groceries\n\n- 10:00 milk\n- 11:00 bread\n")
  vim.wait(1000) -- for what must not come
  assert(not editor:lua("return vim.lsp.inlay_hint.is_enabled({ bufnr = 0 })"))
end

function tests.safe_fixes_are_made_at_once()
  local editor = open_with_server(INCIDENT)
  editor:command("Warroom fix")
  editor:eventually("the fixes", "return vim.fn.search('wasn’t mounted', 'nw') > 0")
end

function tests.times_are_shifted_in_the_lines_that_are_given()
  local editor = open_with_server(INCIDENT)
  editor:command("9Warroom shift 5")
  editor:eventually("another time", "return vim.fn.getline(9):find('16:05', 1, true)")
  assert(editor:text():find("16:22", 1, true))
end

function tests.the_severity_is_found_question_by_question()
  local editor = open_with_server(INCIDENT)
  editor:answers({ "Yes" })
  editor:command("Warroom severity")
  editor:eventually("a severity", "return vim.fn.getline(3):find('SEV1', 1, true)")
end

function tests.an_action_item_is_picked_and_gone_to()
  local editor = open_with_server(INCIDENT)
  editor:eventually("a diagnostic", DIAGNOSTIC, "timeline/out-of-order")
  editor:answers({ "Alert on a full scratch volume" })
  editor:command("Warroom actions")
  editor:eventually("the action item", "return vim.fn.line('.') == 15")
end

function tests.the_timeline_floats_and_leads_to_its_entries()
  local editor = open_with_server(INCIDENT)
  editor:command("normal! Go- 2026-05-12 17:00 Resolved, and not written yet")
  editor:command("Warroom timeline")
  editor:eventually("a window", "return vim.api.nvim_win_get_config(0).relative ~= ''")
  local text = editor:text()
  assert(text:find("16:10  -12m", 1, true), text)
  assert(not text:find("\27", 1, true), "codes of a terminal")
  local colours = editor:lua("return #vim.api.nvim_buf_get_extmarks(0, -1, 0, -1, {})")
  assert(colours > 10, colours)
  editor:type("jj<CR>")
  editor:eventually("the entry", "return vim.fn.line('.') == 11")
end

function tests.a_rule_is_explained()
  local editor = open_with_server(INCIDENT)
  editor:eventually("a diagnostic", DIAGNOSTIC, "timeline/out-of-order")
  editor:lua("vim.fn.cursor(11, 1)")
  editor:command("Warroom explain")
  editor:eventually("a window", "return vim.api.nvim_win_get_config(0).relative ~= ''")
  assert(editor:text():find("timeline/out-of-order", 1, true), editor:text())
end

function tests.sub_commands_and_their_arguments_are_completed()
  local editor = open(INCIDENT)
  local offered = function(line)
    return editor:lua("return vim.fn.getcompletion(..., 'cmdline')", line)
  end
  assert(vim.deep_equal(offered("Warroom ti"), { "timeline" }))
  assert(vim.deep_equal(offered("Warroom comms ex"), { "executive" }))
  assert(vim.list_contains(offered("Warroom convert U"), "UTC"))
end

function tests.a_command_that_the_server_does_not_know_says_so()
  local editor = open_with_server(INCIDENT)
  editor:lua([[
    local client = vim.lsp.get_clients({ name = "warroom" })[1]
    client.server_capabilities.executeCommandProvider.commands = {}
  ]])
  editor:command("Warroom fix")
  editor:eventually("a message", "return _G.said:find('has no `warroom.applySafeFixes`', 1, true)")
end

function tests.a_sub_command_that_is_not_there_names_those_that_are()
  local editor = open(INCIDENT)
  editor:command("Warroom tmeline")
  assert(editor:lua("return _G.said"):find("there is no `tmeline`; there are actions", 1, true))
end

function tests.a_missing_program_is_said_once_and_kindly()
  local editor = open(INCIDENT, "vim.g.warroom = { binary = 'warroom-nowhere' }")
  editor:command("edit other.md")
  local said = editor:lua("return _G.said")
  local _, times = said:gsub("`warroom%-nowhere` is not on this machine", "")
  assert(times == 1, said)
end

function tests.nothing_is_loaded_before_it_is_needed()
  local editor = open("", "vim.cmd.enew()")
  local loaded = editor:lua([[
    vim.cmd.edit("notes.txt")
    return vim.tbl_filter(function(name)
      return vim.startswith(name, "warroom.")
    end, vim.tbl_keys(package.loaded))
  ]])
  -- The first document was Markdown: only what starts the server is there.
  assert(not vim.list_contains(loaded, "warroom.commands"), vim.inspect(loaded))
  assert(not vim.list_contains(loaded, "warroom.timeline"), vim.inspect(loaded))
end

function tests.checkhealth_finds_all_well()
  local editor = open_with_server(INCIDENT)
  editor:command("checkhealth warroom")
  local text = editor:text()
  assert(text:find("warroom 0.", 1, true), text)
  assert(text:find("with 1 open document", 1, true), text)
  assert(not text:find("ERROR", 1, true), text)
end

function tests.checkhealth_names_settings_that_are_wrong()
  local editor = open(INCIDENT, "vim.g.warroom = { code_lens = 'yes', colour = 'red' }")
  editor:command("checkhealth warroom")
  local text = editor:text()
  assert(text:find("code_lens: expected boolean, got string", 1, true), text)
  assert(text:find("`colour` is not known", 1, true), text)
end

function tests.help_has_tags_for_what_it_describes()
  local editor = open(INCIDENT)
  local copy = editor.folder .. "/doc"
  vim.fn.mkdir(copy)
  vim.fn.writefile(vim.fn.readfile(doc_file), copy .. "/warroom.txt")
  editor:command("helptags " .. copy)
  editor:lua("vim.opt.runtimepath:prepend(...)", editor.folder)
  editor:command("help :Warroom")
  assert(editor:lua("return vim.bo.filetype") == "help")
end

function tests.every_sub_command_has_its_help()
  local editor = open(INCIDENT)
  local help = table.concat(vim.fn.readfile(doc_file), "\n")
  for _, name in ipairs(editor:lua("return vim.fn.getcompletion('Warroom ', 'cmdline')")) do
    local has_line = help:find("\n" .. name .. " ") or help:find("Warroom " .. name .. " ", 1, true)
    assert(has_line, name .. " is not in the help")
  end
end

function tests.every_key_in_the_help_is_mapped()
  local editor = open(INCIDENT)
  for key in table.concat(vim.fn.readfile(doc_file), "\n"):gmatch("<Plug>%(warroom%-%a+%)") do
    assert(editor:lua("return vim.fn.maparg(..., 'n')", key) ~= "", key .. " is not mapped")
  end
end

function tests.times_are_highlighted_by_tree_sitter()
  local editor = open(INCIDENT)
  local captures = editor:lua([[
    vim.treesitter.start(0, "markdown")
    vim.treesitter.get_parser(0, "markdown"):parse(true)
    return vim.tbl_map(function(found)
      return found.capture
    end, vim.treesitter.get_captures_at_pos(0, 8, 5))
  ]])
  assert(vim.list_contains(captures, "number"), vim.inspect(captures))
end

function tests.every_file_compiles()
  local folder = vim.fn.expand("~/src/warroom/editors/nvim")
  local files = vim.fn.globpath(folder, "**/*.lua", false, true)
  assert(#files > 10, "no files")
  for _, file in ipairs(files) do
    assert(loadfile(file))
  end
end

local names = vim.tbl_keys(tests)
table.sort(names)
local has_failed = false
for _, name in ipairs(names) do
  local ok, problem = xpcall(tests[name], debug.traceback)
  io.write(("neovim: %s ... %s\n"):format((name:gsub("_", " ")), ok and "ok" or "FAILED"))
  if not ok then
    has_failed = true
    io.write(problem, "\n")
  end
end
os.exit(has_failed and 1 or 0)
