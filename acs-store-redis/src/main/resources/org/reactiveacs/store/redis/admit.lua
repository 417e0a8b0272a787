-- Writes what a node judged of an Inform that was unusual, if the device is as it was when the node read it.
-- KEYS  device open seen tasks index counts outbox due
-- ARGV  id token now deadline verdict revision access nonce gate peer registration members head entry opening silence look
--       events...
-- verdict: admitted, or held: then the head is written as it is given and no session opens. registration: empty to leave
-- it. head: empty to leave it. silence: the mark that the events tell the end of, empty for none. look: when to look first
-- whether the device is silent, if nobody looks at it yet.
local id, token, now, verdict, nonce, peer = ARGV[1], ARGV[2], ARGV[3], ARGV[5], ARGV[8], ARGV[10]
local registration, members, head = ARGV[11], ARGV[12], ARGV[13]
local f = redis.call('HMGET', KEYS[1], 'h', 'j', 'x', 'r', 'a', 'n', 'v', 'm', 'o', 'z')
-- needs is_named
if f[9] ~= token and not is_named(f[3] or '-', token) then
  if (f[7] or '0') ~= ARGV[6] then
    return { 'changed' }
  end
  if verdict == 'admitted' and f[10] and f[10] ~= ARGV[16] then
    return { 'silent', f[10] }
  end
  if not f[7] then
    redis.call('HINCRBY', KEYS[6], 'devices', 1)
  end
  local is_first = not f[1] and not f[2]
  if is_first then
    redis.call('HINCRBY', KEYS[6], 'called', 1)
  end
  -- needs reindex append rest
  reindex(KEYS[5], id, f[8] or '', members)
  redis.call('HSET', KEYS[1], 'a', ARGV[7], 'g', ARGV[9], 'm', members)
  if registration ~= '' then
    redis.call('HSET', KEYS[1], 'r', registration)
  end
  if verdict == 'held' then
    if is_first then
      redis.call('ZADD', KEYS[3], now, id)
      redis.call('ZADD', KEYS[5], 0, 'p' .. peer .. '\0' .. id)
    else
      -- needs called
      local _, before = called(f[6])
      peer = before
    end
    -- No session stands for this arrival when it comes again.
    redis.call('HSET', KEYS[1], 'h', head, 'j', '', 'n', nonce .. ' ' .. peer, 'o', token)
    redis.call('HINCRBY', KEYS[1], 'v', 1)
  else
    if f[9] then
      redis.call('HDEL', KEYS[1], 'o')
    end
    if head ~= '' then
      -- The journal had grown long: all that it held but this arrival is in the head now.
      redis.call('HSET', KEYS[1], 'h', head)
      f[1], f[2] = head, false
    end
    if f[10] then
      -- needs end_silence
      end_silence(KEYS[1], KEYS[5], KEYS[6], id)
    end
    -- needs silence_member enter
    redis.call('ZADD', KEYS[8], 'NX', ARGV[17], silence_member(id))
    enter(f, id, token, now, ARGV[4], nonce, peer, ARGV[14], ARGV[15])
  end
  append(KEYS[7], KEYS[6], rest(18))
end
if verdict == 'held' then
  return { 'held' }
end
f = redis.call('HMGET', KEYS[1], 'h', 'j', 'r', 'a', 'n', 'v', 'x', 'k')
-- needs due_tasks came_after
local due = f[8] and due_tasks(KEYS[4], now, {}) or {}
return { 'admitted', f[1], f[2], f[3], f[4], f[5], f[6], came_after(f[7], token), due }
