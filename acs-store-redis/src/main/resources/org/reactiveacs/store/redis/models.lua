-- Counts the devices of a partition by model: from one entry of the index to the next that is another, so its price is that of
-- the models and not that of the devices.
-- KEYS  index
-- ARGV  most models
-- Answers entries and their counts in turn; an empty entry stands for all models beyond.
local found, from = {}, '[k'
for _ = 1, tonumber(ARGV[1]) do
  local first = redis.call('ZRANGEBYLEX', KEYS[1], from, '(l', 'LIMIT', 0, 1)[1]
  if not first then
    return found
  end
  local entry = string.match(first, '^%Z*')
  found[#found + 1] = entry
  found[#found + 1] = redis.call('ZLEXCOUNT', KEYS[1], '[' .. entry .. '\0', '(' .. entry .. '\1')
  from = '[' .. entry .. '\1'
end
local beyond = redis.call('ZLEXCOUNT', KEYS[1], from, '(l')
if beyond > 0 then
  found[#found + 1] = ''
  found[#found + 1] = beyond
end
return found
