# Reads assembly for x86 with AVX and names the functions behind which, or behind whose calls, the
# upper halves of the vector registers stay in use: then SSE code, such as parts of libm, is slow
# for whoever comes next. (libmvec for AVX is AVX itself.) docs/decisions/017_targets_and_compilers.md

BEGIN { count = waiting = 0 }
/^[A-Za-z_.$][^ \t"]*:/ {
  label = substr($1, 1, index($1, ":") - 1)
  place[label] = count
  if (label in is_function) { name = label; reach(count, 0) }
  next
}
/^[ \t]\.type[ \t].*@function/ { sub(/,$/, "", $2); is_function[$2] = 1; next }
/^[ \t]*[a-z]/ {
  function_at[count] = name
  operation[count] = $1
  operand[count] = $NF
  ++count
}
END {
  while (waiting > 0) {
    --waiting
    follow(at[waiting], in_use[waiting])
  }
  for (name in found) print "upper halves stay in use: " name
  exit length(found) > 0
}

# Of an instruction that may be reached in this state.
function reach(i, state) {
  if ((i, state) in seen) return
  seen[i, state] = 1
  at[waiting] = i
  in_use[waiting++] = state
}
function is_end(i, target) {
  return operation[i] ~ /^ret/ || (operation[i] == "jmp" && !(target in place))
}
function follow(i, state, target) {
  if (i >= count) return
  target = operand[i]
  if (operation[i] == "vzeroupper") state = 0
  else if (target ~ /^%[yz]mm([0-9]|1[0-5])([^0-9]|$)/) state = 1
  if (is_end(i, target) || operation[i] ~ /^call/) {
    if (target !~ /_ZGV[cde]/ && state) found[function_at[i]] = 1
    if (is_end(i, target)) return
    state = target ~ /_ZGV[cde]/
  } else if (operation[i] ~ /^j/) {
    if (target in place) reach(place[target], state)
    if (operation[i] == "jmp") return
  }
  if (!((i + 1) in function_at) || function_at[i + 1] == function_at[i]) reach(i + 1, state)
}
