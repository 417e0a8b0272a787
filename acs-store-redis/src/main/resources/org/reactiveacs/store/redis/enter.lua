-- Opens a session for an arrival that is admitted. The arrival goes into the device's journal, which the node that next
-- writes the head works in; an older session is fenced by the device naming another from here on.
-- f: the device's fields h j s p, and v as the eighth, read before. Answers nothing if the session is there already: the
-- arrival came before.
local function enter(f, id, token, now, deadline, life, nonce, peer, entry, opening, events)
  local device, session, tasks, open, seen, index, counts, outbox =
    KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7], KEYS[8]
  local head, journal, older, before = f[1], f[2] or '', f[3], f[4]
  local superseded = older and 1 or 0
  local text = session_text(0, superseded, deadline, '', '', id, opening)
  if not redis.call('SET', session, text, 'NX', 'PX', life) then
    return nil
  end
  if not head and journal == '' then
    redis.call('HINCRBY', counts, 'called', 1)
  end
  if older then
    redis.call('ZREM', open, session_member(older, id))
  end
  journal = journal .. (older and 'S' or 'A') .. entry
  redis.call('HSET', device, 'j', journal, 's', token, 'n', nonce, 'p', peer, 'v', grown(f[8]))
  redis.call('ZADD', open, deadline, session_member(token, id))
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
