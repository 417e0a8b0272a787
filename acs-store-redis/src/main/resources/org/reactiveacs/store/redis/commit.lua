-- Writes what one message changed, all of it, if no other session took over.
-- KEYS  device session tasks ended due index counts outbox
-- ARGV  op id token version now next deadline life head members tree schema tasks... known... events...
-- next: the session's blob; empty when it ends. head, tree: empty to leave them. members: the search index without tags.
-- A task is four arguments: its id, whether it is open (O) or has ended (E), its record, its timer in milliseconds or empty.
local op, id, token, version, now = ARGV[1], ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])
local next, deadline, life, head, members, tree, schema =
  ARGV[6], ARGV[7], ARGV[8], ARGV[9], ARGV[10], ARGV[11], ARGV[12]
local tasks, at = list(13)
local known_ids, at = list(at)
local events = list(at)
local known = {}
for i = 1, #known_ids do
  known[known_ids[i]] = true
end
for i = 1, #tasks, 4 do
  known[tasks[i]] = true
end

local s = redis.call('HMGET', KEYS[2], 'v', 'o', 'q', 'x')
-- An end that nothing came of but tasks that are not due comes again with a plus behind its id.
if s[2] and (s[2] == op or string.gsub(s[2], '%+*$', '') == op) then
  if s[3] == 'onward' then
    return { 'onward', s[1], due_tasks(KEYS[3], now, known) }
  end
  return { 'done', s[1] or tostring(tonumber(version) + 1) }
end
if s[1] ~= version or redis.call('HGET', KEYS[1], 's') ~= token then
  return { 'stale' }
end

-- A task that an operator took back is gone from the open ones, and cancelled among the ended ones if it is still there.
local withdrawn = { 'withdrawn' }
local kept = {}
for i = 1, #tasks, 4 do
  local there = redis.call('HEXISTS', KEYS[3], tasks[i]) == 1
  if not there then
    local ended = redis.call('HGET', KEYS[4], tasks[i])
    there = ended and string.sub(ended, 1, 1) ~= 'C'
  end
  if there then
    kept[#kept + 1] = i
  elseif tasks[i + 1] == 'O' then
    withdrawn[#withdrawn + 1] = tasks[i]
  end
end
if #withdrawn > 1 then
  return withdrawn
end

local due = next == '' and due_tasks(KEYS[3], now, known) or {}

for _, i in ipairs(kept) do
  local task, kind, record, timer = tasks[i], tasks[i + 1], tasks[i + 2], tasks[i + 3]
  local member = 'T' .. id .. '\n' .. task
  if kind == 'O' then
    if redis.call('HSET', KEYS[3], task, record) == 1 then
      redis.call('HINCRBY', KEYS[7], 'tasks', 1)
      redis.call('HDEL', KEYS[4], task)
    end
  else
    if redis.call('HDEL', KEYS[3], task) == 1 then
      redis.call('HINCRBY', KEYS[7], 'tasks', -1)
    end
    redis.call('HSET', KEYS[4], task, record)
    timer = ''
  end
  if timer == '' then
    redis.call('ZREM', KEYS[5], member)
  else
    redis.call('ZADD', KEYS[5], timer, member)
  end
end
if #kept > 0 then
  keep_newest(KEYS[4])
end

if head ~= '' then
  local old = redis.call('HGET', KEYS[1], 'm') or ''
  -- Tags are operators': they stand last and stay.
  for entry in string.gmatch(old, '[^\n]+') do
    if string.sub(entry, 1, 1) == 't' then
      members = members .. entry .. '\n'
    end
  end
  if members ~= old then
    reindex(KEYS[6], id, old, members)
    -- What the last Inform told is no longer what the index says, so the next one is judged.
    redis.call('HSET', KEYS[1], 'm', members, 'g', '')
  end
  redis.call('HSET', KEYS[1], 'h', head)
  redis.call('HDEL', KEYS[1], 'j')
  redis.call('HINCRBY', KEYS[1], 'v', 1)
end
if tree ~= '' then
  recount(KEYS[7], schema_of(redis.call('HGET', KEYS[1], 't')), schema)
  redis.call('HSET', KEYS[1], 't', tree)
end
append(KEYS[8], KEYS[7], events)

if next == '' and #due == 0 then
  redis.call('HDEL', KEYS[1], 's')
  redis.call('ZREM', KEYS[5], session_member(token, id))
  redis.call('HINCRBY', KEYS[7], 'sessions', -1)
  -- Just enough is left for the operation to come again.
  redis.call('DEL', KEYS[2])
  redis.call('HSET', KEYS[2], 'o', op, 'q', 'done')
  redis.call('PEXPIRE', KEYS[2], 60000)
  return { 'done', tostring(tonumber(version) + 1) }
end
version = redis.call('HINCRBY', KEYS[2], 'v', 1)
redis.call('HSET', KEYS[2], 'o', op, 'q', next == '' and 'onward' or 'done')
if next ~= '' then
  -- The due set still has the deadline of the beginning: whoever pops it looks here.
  redis.call('HSET', KEYS[2], 'b', next, 'x', deadline)
  redis.call('PEXPIRE', KEYS[2], life)
  return { 'done', tostring(version) }
end
return { 'onward', tostring(version), due }
