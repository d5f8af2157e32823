// Stops a constant evaluation with a sentence. For our own mistakes: a user's are caught at the
// front door.
#pragma once

namespace tapeless::base {

inline void broken(const char*) {
}  // deliberately not constexpr: calling it ends a constant evaluation

constexpr void must(bool holds, const char* sentence) {
  if (!holds) broken(sentence);
}

}  // namespace tapeless::base
