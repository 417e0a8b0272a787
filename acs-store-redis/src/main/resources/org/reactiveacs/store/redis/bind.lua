-- Keeps the way to a device through its NAT, unless it would replace a proven one and is not proven itself.
-- KEYS  binding
-- ARGV  the binding, whose second character is P if it is proven; milliseconds that it lives
-- Returns 1 if it stands.
if string.sub(ARGV[1], 2, 2) ~= 'P' then
  local before = redis.call('GET', KEYS[1])
  if before and string.sub(before, 2, 2) == 'P' then
    return 0
  end
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
