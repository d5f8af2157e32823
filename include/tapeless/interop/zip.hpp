// An archive whose members are stored as they are: a .zip without compression, below 4 GiB.
// (PKWARE, APPNOTE.TXT 6.3.9, section 4.3.)
#pragma once

#include <zlib.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tapeless/base/error.hpp"
#include "tapeless/interop/little_endian.hpp"

namespace tapeless::interop {

inline constexpr std::string_view local_mark("PK\3\4", 4), directory_mark("PK\1\2", 4),
    end_mark("PK\5\6", 4);
inline constexpr std::size_t local_size = 30, entry_size = 46, end_size = 22;
inline constexpr std::size_t zip_limit = 0xFFFFFFFF;

inline std::uint64_t crc(std::string_view bytes, std::uint64_t before = 0) {
  if (bytes.empty()) return before;  // zlib takes no null pointer for nothing
  return crc32_z(before, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
}

// Writes to anything that has write(bytes).
template <class File>
class zip_writer {
 public:
  explicit zip_writer(File& file) : file_(file) {}

  // A member in two pieces.
  void add(const std::string& name, std::string_view head, std::string_view body) {
    const std::size_t size = head.size() + body.size();
    if (size > zip_limit || offset_ + size + local_size + name.size() > zip_limit)
      base::fail("save: a file of more than 4 GiB is not supported");
    const std::string facts = facts_of(name, size, crc(body, crc(head)));
    directory_ += std::string(directory_mark) + little_endian(20, 2) + facts +
                  little_endian(0, 10) + little_endian(offset_, 4) + name;
    write(std::string(local_mark) + facts + name);
    write(head);
    write(body);
    ++members_;
  }

  void finish() {
    const std::size_t directory = offset_;
    write(directory_);
    write(std::string(end_mark) + little_endian(0, 4) + little_endian(members_, 2) +
          little_endian(members_, 2) + little_endian(directory_.size(), 4) +
          little_endian(directory, 4) + little_endian(0, 2));
  }

 private:
  // What is said of a member before it and again in the directory: version 2.0, the name is UTF-8,
  // no compression, 1 January 1980.
  static std::string facts_of(const std::string& name, std::size_t size, std::uint64_t checksum) {
    return little_endian(20, 2) + little_endian(0x800, 2) + little_endian(0, 4) +
           little_endian(0x21, 2) + little_endian(checksum, 4) + little_endian(size, 4) +
           little_endian(size, 4) + little_endian(name.size(), 2) + little_endian(0, 2);
  }
  void write(std::string_view bytes) {
    file_.write(bytes);
    offset_ += bytes.size();
  }

  File& file_;
  std::string directory_;
  std::size_t offset_ = 0, members_ = 0;
};

struct zip_member {
  std::string_view name, bytes;
};

// Finds the members by the directory at the end (what NumPy says of sizes before a member is not in
// its usual place), and looks at their checksums. `subject` starts its sentences.
class zip_reader {
 public:
  zip_reader(std::string_view bytes, const std::string& subject)
      : bytes_(bytes), subject_(subject) {}

  std::vector<zip_member> members() const {
    if (bytes_.size() > zip_limit) base::fail(subject_ + " has more than 4 GiB");
    const std::size_t end = bytes_.rfind(end_mark);
    if (end == bytes_.npos || end + end_size + number(end + 20, 2) != bytes_.size()) damaged();
    std::vector<zip_member> all(number(end + 10, 2));
    std::size_t entry = number(end + 16, 4);
    for (zip_member& m : all) {
      const std::size_t name = number(entry + 28, 2);
      m = {part(entry + entry_size, name), stored(entry)};
      entry += entry_size + name + number(entry + 30, 2) + number(entry + 32, 2);
    }
    return all;
  }

 private:
  std::string_view stored(std::size_t entry) const {
    if (part(entry, 4) != directory_mark) damaged();
    if (number(entry + 10, 2) != 0)
      base::fail(subject_ + " is compressed; write it with numpy.savez");
    const std::size_t local = number(entry + 42, 4);
    if (part(local, 4) != local_mark) damaged();
    const std::size_t begin = local + local_size + number(local + 26, 2) + number(local + 28, 2);
    const std::string_view bytes = part(begin, number(entry + 20, 4));
    if (crc(bytes) != number(entry + 16, 4)) damaged();
    return bytes;
  }

  std::string_view part(std::size_t at, std::size_t size) const {
    if (at > bytes_.size() || size > bytes_.size() - at) damaged();
    return bytes_.substr(at, size);
  }
  std::size_t number(std::size_t at, std::size_t size) const {
    return little_endian(part(at, size));
  }
  [[noreturn]] void damaged() const {
    base::fail(subject_ + " is no .npz file, or it is damaged or cut off");
  }

  std::string_view bytes_;
  std::string subject_;
};

}  // namespace tapeless::interop
