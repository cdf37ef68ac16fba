-- What others see of many people. The time is Redis's own, as it was when the words were said.
-- KEYS the people: hashes of node -> "status until text", 200 at most
-- Answers {status, text} of each in turn, flat; "offline" when nobody says otherwise. The rule is presence.lua's.
local rank = {invisible = 4, dnd = 3, online = 2, idle = 1}
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local answer = {}
for i = 1, #KEYS do
  local best, status, text = 0, 'offline', ''
  for _, word in ipairs(redis.call('HVALS', KEYS[i])) do
    local its, till, said = string.match(word, '^(%a+) (%d+) ?(.*)$')
    if its and tonumber(till) >= now and (rank[its] or 0) > best then
      best, status, text = rank[its], its, said
    end
  end
  if status == 'invisible' then status, text = 'offline', '' end
  answer[2 * i - 1], answer[2 * i] = status, text
end
return answer
