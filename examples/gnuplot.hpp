// Pictures by gnuplot: a script with its data inside, as a file and as an SVG or GIF.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace gnuplot {

// Where pictures go: examples/out, or the folder that the environment names.
inline std::filesystem::path folder() {
  const char* const given = std::getenv("TAPELESS_PICTURES");
  const std::filesystem::path to = given != nullptr ? given : PICTURES;
  std::filesystem::create_directories(to);
  return to;
}

// Runs gnuplot on a script whose output is already set. The script stays beside the picture, to be
// changed and run again. Without gnuplot there is no picture, and that is no error.
inline void draw(const std::string& name, const std::string& terminal, const std::string& script) {
  const auto picture = folder() / name;
  auto source = picture;
  source.replace_extension(".gp");
  std::ofstream(source) << "set terminal " << terminal << "\nset output '" << picture.string()
                        << "'\n"
                        << script;
  const std::string command = "gnuplot '" + source.string() + "' >/dev/null 2>&1";
  if (std::system(command.c_str()) == 0) std::printf("picture: %s\n", picture.string().c_str());
  else std::printf("no picture: gnuplot is not installed (its script is %s)\n", source.c_str());
}

inline void draw_svg(const std::string& name, const std::string& script,
                     const std::string& size = "800,800") {
  draw(name, "svg size " + size + " dynamic background 'white'", script);
}

// A number with all of its digits.
inline std::string number(double x) {
  char letters[32];
  std::snprintf(letters, sizeof letters, "%.17g", x);
  return letters;
}

}  // namespace gnuplot
