-- What several scripts need. A line "-- needs x y" in a script stands for these functions here: Redis makes each function
-- anew at every run that comes by, so a script gets what it uses, where it uses it.

-- Tasks that a session of the device should know of, oldest first, as id and record in turn: those that may run by now,
-- and those that wait for evidence. A record begins with its status (Q queued, R running, U unsettled); of a queued one the
-- milliseconds follow from which on it may run. Whether its window has closed again only the node can tell.
local function due_tasks(tasks, now, known)
  now = tonumber(now)
  local all = redis.call('HGETALL', tasks)
  local ids, records = {}, {}
  for i = 1, #all, 2 do
    local record = all[i + 1]
    if not known[all[i]] and (string.sub(record, 1, 1) ~= 'Q' or tonumber(string.sub(record, 2, 14)) <= now) then
      ids[#ids + 1] = all[i]
      records[all[i]] = record
    end
  end
  table.sort(ids)
  local due = {}
  for i = 1, math.min(#ids, 64) do
    due[#due + 1] = ids[i]
    due[#due + 1] = records[ids[i]]
  end
  return due
end

-- Those of them that a session does not know of yet, by the ids it knows and the tasks it changes.
-- needs due_tasks
local function due_but(tasks, now, known_ids, changed)
  local known = {}
  for i = 1, #known_ids do
    known[known_ids[i]] = true
  end
  for i = 1, #changed, 4 do
    known[changed[i]] = true
  end
  return due_tasks(tasks, now, known)
end

-- The member of a session among the open ones.
local function session_member(token, id)
  return token .. '\n' .. id
end

-- The token of the session that a device's field x tells of; nothing if none is under way. The field begins with the number
-- of its layout, 1 now, and behind it stand the token and the deadline, in every layout. Then, in layout 1, with a space
-- between: the version, whether it cut off an older session (1) and how its last operation went (d done, o onward), the
-- operation, and what it came after: tokens and operations whose repeats may be on their way. The next line is the engine's.
-- Once a session is over, the field is a hyphen, its last operation, and what it came after if it cut off another.
local function token_of(session)
  return session and string.match(session, '^%d(%S+)')
end

-- What a session comes after that cuts off another one: that one, its last operation if it stood, and what it came after.
-- needs token_of
local function cut_off(session)
  local result, op, earlier = string.match(session, '^1%S+ %d+ %d+ %d(%a?) (%S*) ([^\n]*)')
  if not result then
    return token_of(session)
  end
  local last = result == 'd' and ' ' .. string.gsub(op, '%+*$', '') or ''
  return string.sub(token_of(session) .. last .. ' ' .. earlier, 1, 256)
end

-- The token of the session that this one cut off; empty if it cut off none, or is over.
local function came_after(session, token)
  return string.match(session, '^1' .. token .. ' %d+ %d+ 1%a? %S* (%S+)') or ''
end

-- Whether a token or operation is among those that a device's field x names in its first line.
local function is_named(session, what)
  return string.find(string.match(session, '^[^\n]*'), what, 1, true) ~= nil
end

-- A number's next one. Not by tostring: the revision of a device and the like are texts here.
local function grown(number)
  return string.format('%d', (number or 0) + 1)
end

-- The nonce that a device came with last, as when it was issued and its count, and the address it came from: field n.
local function called(field)
  return string.match(field or '0:0', '^(%S+) ?(.*)')
end

-- The due set's member for the next look at whether a device is silent.
local function silence_member(id)
  return 'Z' .. id
end

-- The search index' entry for a silent device.
local function silence_entry(id)
  return 'z\0' .. id
end

-- Takes the mark from a device that was silent.
-- needs silence_entry
local function end_silence(device, index, counts, id)
  redis.call('HDEL', device, 'z')
  redis.call('ZREM', index, silence_entry(id))
  redis.call('HINCRBY', counts, 'silent', -1)
end

-- Brings the search index of a device from the entries of one text, one a line, to those of another.
local function reindex(index, id, old, new)
  if old == new then
    return
  end
  local wanted = {}
  for entry in string.gmatch(new, '[^\n]+') do
    wanted[entry] = true
  end
  for entry in string.gmatch(old, '[^\n]+') do
    if wanted[entry] then
      wanted[entry] = nil
    else
      redis.call('ZREM', index, entry .. '\0' .. id)
    end
  end
  for entry in pairs(wanted) do
    redis.call('ZADD', index, 0, entry .. '\0' .. id)
  end
end

-- Marks a device that has open tasks, and only such a one: field k. So a session need not look for what is not there.
local function mark_tasks(device, tasks)
  if redis.call('EXISTS', tasks) == 1 then
    redis.call('HSET', device, 'k', '1')
  else
    redis.call('HDEL', device, 'k')
  end
end

-- Keeps the newest 100 of a device's ended tasks: ids grow with time.
local function keep_newest(ended)
  if redis.call('HLEN', ended) > 100 then
    local ids = redis.call('HKEYS', ended)
    table.sort(ids)
    for i = 1, #ids - 100 do
      redis.call('HDEL', ended, ids[i])
    end
  end
end

-- Appends events, of which the newest 4096 are kept, numbered by a counter.
local function append(outbox, counts, events)
  if #events == 0 then
    return
  end
  for i = 1, #events do
    redis.call('RPUSH', outbox, events[i])
  end
  redis.call('HINCRBY', counts, 'events', #events)
  redis.call('LTRIM', outbox, -4096, -1)
end

-- Appends an audit entry. Its number grows with time and is unique: the millisecond, the partition, and a count of 16.
local function audit(trail, counts, now, partition, entry)
  local n = redis.call('HINCRBY', counts, 'audits', 1)
  local number = now * 4096 + partition * 16 + n % 16
  redis.call('ZADD', trail, number, string.format('%016x', number) .. entry)
  redis.call('ZREMRANGEBYRANK', trail, 0, -4097)
end

-- The schema that a tree names in its 16 bytes behind the first; empty when there is no tree.
local function schema_of(tree)
  if not tree then
    return ''
  end
  return (string.gsub(string.sub(tree, 2, 17), '.', function(byte)
    return string.format('%02x', string.byte(byte))
  end))
end

-- Moves counts of trees from one schema to another; either may be empty.
local function recount(counts, from, to)
  if from == to then
    return
  end
  if to ~= '' then
    redis.call('HINCRBY', counts, 'schema ' .. to, 1)
  end
  if from ~= '' and redis.call('HINCRBY', counts, 'schema ' .. from, -1) <= 0 then
    redis.call('HDEL', counts, 'schema ' .. from)
  end
end

-- The arguments from one on.
local function rest(from)
  local items = {}
  for i = from, #ARGV do
    items[#items + 1] = ARGV[i]
  end
  return items
end

-- The arguments from one on, as many as the one before it says; and where the rest begins.
local function list(from)
  local count = tonumber(ARGV[from])
  local items = {}
  for i = 1, count do
    items[i] = ARGV[from + i]
  end
  return items, from + count + 1
end
