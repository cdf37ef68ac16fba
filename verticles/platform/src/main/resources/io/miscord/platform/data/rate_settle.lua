-- Takes from buckets what a node has handed out already; they are rate_limit.lua's, and may go into debt.
-- KEYS the buckets: hashes of t (tokens) and at (ms), 200 at most
-- ARGV[1] capacity   ARGV[2] tokens per second   then how many were taken of each
-- Answers what is left in each, as a text with a fraction; negative is debt, never more than the capacity
local capacity, rate = tonumber(ARGV[1]), tonumber(ARGV[2]) / 1000
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local answer = {}
for i = 1, #KEYS do
  local bucket = redis.call('HMGET', KEYS[i], 't', 'at')
  local tokens = tonumber(bucket[1]) or capacity
  local at = tonumber(bucket[2]) or now
  tokens = math.min(capacity, tokens + math.max(0, now - at) * rate)
  tokens = math.max(-capacity, tokens - tonumber(ARGV[i + 2]))
  redis.call('HSET', KEYS[i], 't', tostring(tokens), 'at', tostring(now))
  redis.call('PEXPIRE', KEYS[i], math.ceil(2 * capacity / rate) + 1000)
  answer[i] = tostring(tokens)
end
return answer
