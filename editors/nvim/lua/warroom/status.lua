--- The state of an incident in a few words.

local client_of = require("warroom.client")

local M = {}

---How long an answer is good, in milliseconds. Then it is asked for again, if a
---status line is drawn that shows it.
local GOOD_FOR = 10000

---@class (private) warroom.Asked
---@field words string
---@field at number When it was asked for, on the clock of `vim.uv.now()`.

---@type table<integer, warroom.Asked>
local known = {}

---`1h 12m`, as everywhere in warroom.
---@param seconds number
---@return string
local function length(seconds)
  local minutes = math.floor(seconds / 60)
  local hours = math.floor(minutes / 60)
  if hours == 0 then
    return ("%dm"):format(minutes)
  end
  return ("%dh %dm"):format(hours, minutes % 60)
end

---How long it is until a time of the server's, in seconds.
---@param time string As `2026-06-15T11:40:00Z`.
---@return number?
local function seconds_until(time)
  -- Both are read as local times, so that the zone falls out of the difference.
  local form = "%Y-%m-%dT%H:%M:%SZ"
  local there = vim.fn.strptime(form, time)
  local now = vim.fn.strptime(form, tostring(os.date("!" .. form)))
  return there > 0 and there - now or nil
end

---@param status table
---@return string?
local function next_update(status)
  if status.nextUpdateOverdue == true then
    return "update overdue"
  end
  local due = type(status.nextUpdateDue) == "string" and seconds_until(status.nextUpdateDue)
  return due and ("update due in %s"):format(length(math.max(0, due))) or nil
end

---The words for what the server answers.
---@param status table?
---@return string
function M.words(status)
  if type(status) ~= "table" then
    return ""
  end
  local words = {}
  local function say(word)
    if type(word) == "string" and word ~= "" then
      words[#words + 1] = word
    end
  end
  say(status.severity)
  say(status.phase)
  if status.isLive == true then
    say(type(status.elapsedSeconds) == "number" and length(status.elapsedSeconds) or nil)
    say(next_update(status))
  end
  return table.concat(words, " · ")
end

---The words for a document, as they were answered last.
---@param buffer integer
---@return string
function M.line(buffer)
  local client = vim.bo[buffer].filetype == "markdown" and client_of.of(buffer)
  if not client or not client_of.knows(client, "warroom.status") then
    return ""
  end
  local now = vim.uv.now()
  local last = known[buffer] or { words = "", at = -GOOD_FOR }
  if now - last.at < GOOD_FOR then
    return last.words
  end
  known[buffer] = { words = last.words, at = now }
  client_of.run_on(buffer, "warroom.status", {}, function(status)
    known[buffer].words = M.words(status)
    vim.cmd.redrawstatus()
    if status.isLive == true then
      -- The clock goes on while nobody types.
      vim.defer_fn(vim.cmd.redrawstatus, 2 * GOOD_FOR)
    end
  end)
  return last.words
end

return M
