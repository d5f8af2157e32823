// A line that says how far a loop is: written over on a terminal, and left out elsewhere.
#pragma once

#include <unistd.h>

#include <cstdio>
#include <string>

namespace terminal {

// After each of so many steps; the last one wipes the line.
inline void show_progress(int step, int steps, const std::string& what) {
  if (isatty(STDOUT_FILENO) == 0) return;
  constexpr std::size_t width = 30;
  const auto done = width * static_cast<std::size_t>(step) / static_cast<std::size_t>(steps);
  const std::string bar = std::string(done, '=') + std::string(width - done, ' ');
  std::printf("\r  [%s] %d of %d %-25s", bar.c_str(), step, steps, what.c_str());
  if (step == steps) std::printf("\r%78s\r", "");
  std::fflush(stdout);
}

}  // namespace terminal
