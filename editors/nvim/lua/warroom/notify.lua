--- Says something to the user.

local M = {}

---@param words string
function M.info(words)
  vim.notify("warroom: " .. words, vim.log.levels.INFO)
end

---@param words string
function M.warn(words)
  vim.notify("warroom: " .. words, vim.log.levels.WARN)
end

return M
