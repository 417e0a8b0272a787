-- Writes what one message changed, all of it, if no other session took over.
-- KEYS  device session tasks ended due index counts outbox open
-- ARGV  op id token version now next deadline life head members tree schema tasks... known... events...
-- next: the session's blob; empty when it ends. head, tree: empty to leave them. members: the search index without tags.
-- A task is four arguments: its id, whether it is open (O) or has ended (E), its record, its timer in milliseconds or empty.
local op, id, token, version, now = ARGV[1], ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])
local next, deadline, life, head, members, tree, schema =
  ARGV[6], ARGV[7], ARGV[8], ARGV[9], ARGV[10], ARGV[11], ARGV[12]
local tasks, at = list(13)
local known_ids, at = list(at)
local events = list(at)
local function put(fields, name, value)
  fields[#fields + 1] = name
  fields[#fields + 1] = value
end
local known = {}
for i = 1, #known_ids do
  known[known_ids[i]] = true
end
for i = 1, #tasks, 4 do
  known[tasks[i]] = true
end

-- An end that nothing came of but tasks that are not due comes again with a plus behind its id.
local function is_this(last)
  return last and last ~= '' and (last == op or string.gsub(last, '%+*$', '') == op)
end
local f = redis.call('HMGET', KEYS[1], 's', 'v', 'm', 'e')
local text = redis.call('GET', KEYS[2])
if not text then
  return is_this(f[4]) and { 'done', grown(version) } or { 'stale' }
end
local stands, superseded, beginning, result, last, rest = read_session(text)
if is_this(last) then
  return { result, stands, result == 'onward' and due_tasks(KEYS[3], now, known) or nil }
end
if stands ~= version or f[1] ~= token then
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

local written, gone = {}, {}
if head ~= '' then
  local old = f[3] or ''
  -- Tags are operators': they stand last and stay.
  for entry in string.gmatch(old, '[^\n]+') do
    if string.sub(entry, 1, 1) == 't' then
      members = members .. entry .. '\n'
    end
  end
  if members ~= old then
    reindex(KEYS[6], id, old, members)
    -- What the last Inform told is no longer what the index says, so the next one is judged.
    put(written, 'm', members)
    put(written, 'g', '')
  end
  put(written, 'h', head)
  put(written, 'v', grown(f[2]))
  gone[1] = 'j'
end
if tree ~= '' then
  recount(KEYS[7], schema_of(redis.call('HGET', KEYS[1], 't')), schema)
  put(written, 't', tree)
end
append(KEYS[8], KEYS[7], events)

local ends = next == '' and #due == 0
if ends then
  -- Just enough is left for the operation to come again.
  put(written, 'e', op)
  gone[#gone + 1] = 's'
  redis.call('DEL', KEYS[2])
  redis.call('ZREM', KEYS[9], session_member(token, id))
end
if #written > 0 then
  redis.call('HSET', KEYS[1], unpack(written))
end
if #gone > 0 then
  redis.call('HDEL', KEYS[1], unpack(gone))
end
version = grown(version)
if ends then
  return { 'done', version }
end
if next ~= '' then
  -- Among the open ones it still has the deadline of the beginning: whoever pops it looks here.
  redis.call('SET', KEYS[2], session_text(version, superseded, deadline, 'done', op, id, next), 'PX', life)
  return { 'done', version }
end
redis.call('SET', KEYS[2], session_text(version, superseded, beginning, 'onward', op, string.sub(text, rest)), 'KEEPTTL')
return { 'onward', version, due }
