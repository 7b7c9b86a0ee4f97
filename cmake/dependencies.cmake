# Every library we use, all from Debian 12. Which folder links which stands in that folder's CMakeLists.txt.
find_package(Threads REQUIRED)
find_package(Protobuf REQUIRED)         # module mode: Debian ships no ProtobufConfig.cmake
find_package(gRPC CONFIG REQUIRED)
find_package(RocksDB CONFIG REQUIRED)
find_package(spdlog CONFIG REQUIRED)
find_package(yaml-cpp CONFIG REQUIRED)  # target: yaml-cpp, without a namespace
find_package(nlohmann_json CONFIG REQUIRED)
find_package(CLI11 CONFIG REQUIRED)
find_package(date CONFIG REQUIRED)      # date::date-tz: time zones
find_package(prometheus-cpp CONFIG REQUIRED)
find_package(CURL REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(ZLIB REQUIRED)
find_package(EXPAT REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n data)
find_package(PkgConfig REQUIRED)
pkg_check_modules(pc_re2 REQUIRED IMPORTED_TARGET re2)  # not `re2`: gRPC's config reads re2_FOUND as its own
foreach(name gumbo libpsl uchardet libbrotlidec libcares libdeflate libmicrohttpd libsystemd libzstd)
  string(MAKE_C_IDENTIFIER ${name} id)
  pkg_check_modules(${id} REQUIRED IMPORTED_TARGET ${name})  # PkgConfig::gumbo, PkgConfig::libpsl ...
endforeach()
find_library(CLD2_LIBRARY cld2 REQUIRED)
find_library(PHONENUMBER_LIBRARY phonenumber REQUIRED)
if(VARTA_TESTS)
  find_package(GTest REQUIRED)
endif()
if(VARTA_BENCH)
  find_package(benchmark REQUIRED)
endif()
