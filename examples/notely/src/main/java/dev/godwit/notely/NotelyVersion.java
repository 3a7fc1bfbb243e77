package dev.godwit.notely;

import picocli.CommandLine.IVersionProvider;

/** The version of the build that this is. */
final class NotelyVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = NotelyVersion.class.getPackage().getImplementationVersion();
        return new String[] {"notely " + (version == null ? "(not packaged)" : version)};
    }
}
