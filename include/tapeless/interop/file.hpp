// Files that are read whole, and files that appear whole or not at all.
#pragma once

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "tapeless/base/error.hpp"
#include "tapeless/base/sentence.hpp"

namespace tapeless::interop {

using base::in_quotes;

[[noreturn]] inline void fail_with_errno(const std::string& sentence) {
  base::fail(sentence + ": " + std::generic_category().message(errno));
}

// `caller` starts the sentences, here and below.
inline std::string read_file(const std::string& path, const std::string& caller = "load") {
  std::ifstream file(path, std::ios::binary);
  file.peek();  // a directory can be opened, but not read
  if (!file) fail_with_errno(caller + ": " + in_quotes(path) + " cannot be read");
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return std::move(bytes).str();
}

// A file is written under another name, and gets its own when all of it is there. Until then what
// had the name before is untouched.
class new_file {
 public:
  explicit new_file(const std::string& path, std::string caller = "save")
      : path_(path),
        part_(path + ".part"),
        caller_(std::move(caller)),
        file_(part_, std::ios::binary) {}
  new_file(const new_file&) = delete;
  new_file& operator=(const new_file&) = delete;
  ~new_file() {
    if (!complete_) std::remove(part_.c_str());
  }

  void write(std::string_view bytes) {
    file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  }
  void complete() {
    file_.close();
    complete_ = file_ && std::rename(part_.c_str(), path_.c_str()) == 0;
    if (!complete_) fail_with_errno(caller_ + ": " + in_quotes(path_) + " cannot be written");
  }

 private:
  std::string path_, part_, caller_;
  std::ofstream file_;
  bool complete_ = false;
};

}  // namespace tapeless::interop
