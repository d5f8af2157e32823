// A result counts as read, though its reader may throw it away. Else g++ 12, at -O3 with AVX-512,
// may keep a masked addition without a result and stop in its pass "slp" with an internal error:
// docs/decisions/017_targets_and_compilers.md. It costs a load at most.
#pragma once

namespace tapeless::machine {

template <class T>
[[gnu::always_inline]] inline void as_if_read([[maybe_unused]] T x) {
#if defined(__AVX512F__) && !defined(__clang__)
  __asm__ volatile("" : : "v"(x));
#endif
}

}  // namespace tapeless::machine
