-- Opens a session for an arrival that is admitted. The arrival goes into the device's journal, which the node that next
-- writes the head works in; an older session is fenced by the device naming another from here on.
-- f: the device's fields h j s p, read before.
local function enter(f, id, token, now, deadline, life, nonce, peer, entry, opening, events)
  local device, session, tasks, due, seen, index, counts, outbox =
    KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7], KEYS[8]
  local head, journal, older, before = f[1], f[2] or '', f[3], f[4]
  if not head and journal == '' then
    redis.call('HINCRBY', counts, 'called', 1)
  end
  local superseded = older and 1 or 0
  if older then
    redis.call('ZREM', due, session_member(older, id))
  else
    redis.call('HINCRBY', counts, 'sessions', 1)
  end
  journal = journal .. (older and 'S' or 'A') .. entry
  redis.call('HSET', device, 'j', journal, 's', token, 'n', nonce, 'p', peer)
  redis.call('HINCRBY', device, 'v', 1)
  redis.call('HSET', session, 'd', id, 'v', 0, 'b', opening, 'x', deadline, 'u', superseded)
  redis.call('PEXPIRE', session, life)
  redis.call('ZADD', due, deadline, session_member(token, id))
  redis.call('ZADD', seen, now, id)
  if before ~= peer then
    if before then
      redis.call('ZREM', index, 'p' .. before .. '\0' .. id)
    end
    redis.call('ZADD', index, 0, 'p' .. peer .. '\0' .. id)
  end
  append(outbox, counts, events)
  return journal, superseded
end
