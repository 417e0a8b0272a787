-- Appends an event that no other change brings along, if it is not the newest already: then this is a repeat.
-- KEYS  outbox counts
-- ARGV  event
if redis.call('LINDEX', KEYS[1], -1) == ARGV[1] then
  return 0
end
-- needs append
append(KEYS[1], KEYS[2], { ARGV[1] })
return 1
