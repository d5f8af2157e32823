// One task for each chunk of work: with OpenMP on several threads if present, else one after the
// other.
#pragma once

#include <cstddef>

#if defined(_OPENMP)
#include <omp.h>
#endif

namespace tapeless::machine {

// task(chunk, thread) for each chunk; thread < threads.
template <class Task>
void for_each_chunk(std::ptrdiff_t chunks, [[maybe_unused]] int threads, const Task& task) {
#if defined(_OPENMP)
  if (threads > 1 && chunks > 1) {
#pragma omp parallel for num_threads(threads) schedule(static)
    for (std::ptrdiff_t chunk = 0; chunk < chunks; ++chunk) task(chunk, omp_get_thread_num());
    return;
  }
#endif
  for (std::ptrdiff_t chunk = 0; chunk < chunks; ++chunk) task(chunk, 0);
}

}  // namespace tapeless::machine
