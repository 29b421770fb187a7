/** Settings of the editor in tests: ours, and quiet for the rest. */
export function settings(server: string): object {
  return {
    "warroom.server.path": server,
    "chat.disableAIFeatures": true,
    "editor.minimap.enabled": false,
    "editor.stickyScroll.enabled": false,
    "editor.wordWrap": "on",
    "files.autoSave": "off",
    "extensions.ignoreRecommendations": true,
    "security.workspace.trust.enabled": false,
    "window.autoDetectColorScheme": true,
    "window.autoDetectHighContrast": true,
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": false,
  };
}
