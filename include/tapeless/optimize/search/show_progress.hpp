// A line on the terminal that says how far minimize() is.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#if __has_include(<unistd.h>)
#include <unistd.h>
#endif

#include "tapeless/optimize/search/progress.hpp"

namespace tapeless {

// Given to minimize(): one line, written again and again, if the file is a terminal; else nothing.
struct show_progress {
  std::FILE* file = stderr;
};

namespace optimizing {

inline bool is_terminal(std::FILE* file) {
#if __has_include(<unistd.h>)
  return isatty(fileno(file)) == 1;
#else
  return false;
#endif
}

// How much of what is allowed is used up.
inline double part_done(const stop& rules, const progress& now) {
  double part = 0;
  if (rules.iterations && *rules.iterations > 0)
    part = static_cast<double>(now.iterations) / static_cast<double>(*rules.iterations);
  if (rules.seconds && *rules.seconds > 0) part = std::max(part, now.seconds / *rules.seconds);
  return std::min(part, 1.0);
}

inline std::string progress_line(const stop& rules, const progress& now) {
  constexpr int width = 20;
  const auto filled = static_cast<int>(std::lround(width * part_done(rules, now)));
  const std::string bar = std::string(static_cast<std::size_t>(filled), '=') +
                          std::string(static_cast<std::size_t>(width - filled), ' ');
  char line[128];
  std::snprintf(line, sizeof line, "[%s] %lld  value %.6g  gradient %.1e  %.1f s", bar.c_str(),
                static_cast<long long>(now.iterations), now.value, now.gradient_norm, now.seconds);
  return line;
}

// Draws at most ten lines a second, and the last one. Without a terminal it does nothing.
class progress_bar {
 public:
  progress_bar(std::FILE* file, const stop& rules)
      : file_(file != nullptr && is_terminal(file) ? file : nullptr), rules_(rules) {}
  progress_bar(const progress_bar&) = delete;
  progress_bar& operator=(const progress_bar&) = delete;
  ~progress_bar() {
    if (file_ == nullptr) return;
    draw();
    std::fputc('\n', file_);
  }

  void show(const progress& now) {
    now_ = now;
    if (file_ != nullptr && now.seconds >= next_) draw();
  }

 private:
  void draw() {
    std::fprintf(file_, "\r%-78s", progress_line(rules_, now_).c_str());
    std::fflush(file_);
    next_ = now_.seconds + 0.1;
  }

  std::FILE* file_;
  const stop& rules_;
  progress now_{};
  double next_ = 0;
};

}  // namespace optimizing

}  // namespace tapeless
