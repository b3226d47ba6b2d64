include(GNUInstallDirs)
install(TARGETS gonggo gonggod RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY scrapers/recipes DESTINATION ${CMAKE_INSTALL_DATADIR}/gonggo FILES_MATCHING PATTERN "*.toml")
install(FILES config/gonggo.toml DESTINATION ${CMAKE_INSTALL_DATADIR}/gonggo)

# The services, with the place the program is installed to filled in.
set(GONGGO_BINDIR ${CMAKE_INSTALL_FULL_BINDIR})
set(HOME "@HOME@") # the user's own, filled in when the plist is copied
configure_file(systemd/gonggod.service.in ${CMAKE_BINARY_DIR}/systemd/gonggod.service @ONLY)
configure_file(systemd/user/gonggod.service.in ${CMAKE_BINARY_DIR}/systemd/user/gonggod.service @ONLY)
configure_file(launchd/io.gonggo.gonggod.plist.in ${CMAKE_BINARY_DIR}/launchd/io.gonggo.gonggod.plist @ONLY)
if(APPLE)
    install(FILES ${CMAKE_BINARY_DIR}/launchd/io.gonggo.gonggod.plist DESTINATION ${CMAKE_INSTALL_DATADIR}/gonggo)
else()
    install(FILES ${CMAKE_BINARY_DIR}/systemd/gonggod.service DESTINATION lib/systemd/system)
    install(FILES ${CMAKE_BINARY_DIR}/systemd/user/gonggod.service DESTINATION lib/systemd/user)
endif()
