-- Writes what one message changed, all of it, if no other session took over.
-- KEYS  device open tasks index; where a tree, tasks or events are given also counts outbox ended due
-- ARGV  id token op version now next deadline head members; and if there is any of it:
--       tree schema compliance tasks... known... events...
-- next: the session's blob; empty when it ends. head, tree: empty to leave them. members: the search index without tags.
-- A task is four arguments: its id, whether it is open (O), new (N) or has ended (E), its record, its timer in milliseconds or
-- empty. compliance: empty to leave it.
local id, token, op, next, head = ARGV[1], ARGV[2], ARGV[3], ARGV[6], ARGV[8]
local f = redis.call('HMGET', KEYS[1], 'x', 'v', 'm', 'k')
local session = f[1] or '-'
local whose, begun, version, superseded, result, last, earlier, blob =
  string.match(session, '^1(%S+) (%d+) (%d+) (%d)(%a?) (%S*) ([^\n]*)\n()')
local none = {}
local tasks, known, events = none, none, none
if ARGV[10] then
  local at
  -- needs list
  tasks, at = list(13)
  known, at = list(at)
  events = list(at)
end
if whose ~= token or version ~= ARGV[4] then
  -- An end that nothing came of but tasks that are not due comes again with a plus behind its id.
  local function is_this(other)
    return other == op or string.gsub(other, '%+*$', '') == op
  end
  if whose ~= token then
    -- The session is over. Its last operation may come again.
    for word in string.gmatch(string.match(session, '^.([^\n]*)'), '%S+') do
      if is_this(word) or word == string.gsub(op, '%+*$', '') then
        -- needs grown
        return { 'done', grown(ARGV[4]) }
      end
    end
  elseif last ~= '' and is_this(last) then
    if result == 'd' then
      return { 'done', version }
    end
    -- needs due_but
    return { 'onward', version, due_but(KEYS[3], ARGV[5], known, tasks) }
  end
  return { 'stale' }
end
version = string.format('%d', version + 1)

local kept = none
if #tasks > 0 then
  kept = {}
  -- A task that an operator took back is gone from the open ones, and cancelled among the ended ones if it is still there.
  local withdrawn = { 'withdrawn' }
  for i = 1, #tasks, 4 do
    local there = tasks[i + 1] == 'N' or redis.call('HEXISTS', KEYS[3], tasks[i]) == 1
    if not there then
      local ended = redis.call('HGET', KEYS[7], tasks[i])
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
end

local due = none
if next == '' and f[4] then
  -- needs due_but
  due = due_but(KEYS[3], ARGV[5], known, tasks)
end

local moved = false
for _, i in ipairs(kept) do
  local task, kind, record, timer = tasks[i], tasks[i + 1], tasks[i + 2], tasks[i + 3]
  local member = 'T' .. id .. '\n' .. task
  if kind ~= 'E' then
    if redis.call('HSET', KEYS[3], task, record) == 1 then
      redis.call('HINCRBY', KEYS[5], 'tasks', 1)
      redis.call('HDEL', KEYS[7], task)
      moved = true
    end
  else
    if redis.call('HDEL', KEYS[3], task) == 1 then
      redis.call('HINCRBY', KEYS[5], 'tasks', -1)
      moved = true
    end
    redis.call('HSET', KEYS[7], task, record)
    timer = ''
  end
  if timer == '' then
    redis.call('ZREM', KEYS[8], member)
  else
    redis.call('ZADD', KEYS[8], timer, member)
  end
end
if moved then
  -- needs mark_tasks
  mark_tasks(KEYS[1], KEYS[3])
end
if #kept > 0 then
  -- needs keep_newest
  keep_newest(KEYS[7])
end

local answer
if next ~= '' then
  -- Among the open ones it still has the deadline of the beginning: whoever pops it looks here.
  session = '1' .. token .. ' ' .. ARGV[7] .. ' ' .. version .. ' ' .. superseded .. 'd ' .. op .. ' ' .. earlier .. '\n' ..
    next
  answer = { 'done', version }
elseif #due > 0 then
  session = '1' .. token .. ' ' .. begun .. ' ' .. version .. ' ' .. superseded .. 'o ' .. op .. ' ' .. earlier .. '\n' ..
    string.sub(session, blob)
  answer = { 'onward', version, due }
else
  -- Just enough is left for the operation to come again.
  session = '-' .. op
  if superseded == '1' then
    session = session .. ' ' .. earlier
  end
  redis.call('ZREM', KEYS[2], token .. '\n' .. id)
  answer = { 'done', version }
end

local written
if head == '' then
  written = { KEYS[1], 'x', session }
else
  written = { KEYS[1], 'x', session, 'h', head, 'v', string.format('%d', f[2] + 1), 'j', '' }
  local members, old = ARGV[9], f[3] or ''
  -- Tags are operators': they stand last and stay.
  local after = string.byte(old, #members + 1)
  if string.sub(old, 1, #members) ~= members or after and after ~= 116 then
    for entry in string.gmatch(old, '[^\n]+') do
      if string.sub(entry, 1, 1) == 't' then
        members = members .. entry .. '\n'
      end
    end
    -- needs reindex
    reindex(KEYS[4], id, old, members)
    -- What the last Inform told is no longer what the index says, so the next one is judged.
    for _, item in ipairs { 'm', members, 'g', '' } do
      written[#written + 1] = item
    end
  end
end
if ARGV[10] and ARGV[10] ~= '' then
  -- needs schema_of recount
  recount(KEYS[5], schema_of(redis.call('HGET', KEYS[1], 't')), ARGV[11])
  written[#written + 1] = 't'
  written[#written + 1] = ARGV[10]
end
if ARGV[12] and ARGV[12] ~= '' then
  written[#written + 1] = 'p'
  written[#written + 1] = ARGV[12]
end
redis.call('HSET', unpack(written))
if #events > 0 then
  -- needs append
  append(KEYS[6], KEYS[5], events)
end
return answer
