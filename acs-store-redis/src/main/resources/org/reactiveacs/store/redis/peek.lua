-- Reads devices of one partition.
-- KEYS  devices
-- ARGV  whether trees, and how policies fared, are wanted (1)
-- needs token_of
local devices = {}
for i = 1, #KEYS do
  local f = redis.call('HMGET', KEYS[i], 'h', 'j', 'r', 'a', 'n', 'v', 'x', ARGV[1] == '1' and 't' or '-', 'm', 'z', 'w',
    ARGV[1] == '1' and 'p' or '-')
  f[7] = token_of(f[7]) or false
  devices[i] = f
end
return devices
