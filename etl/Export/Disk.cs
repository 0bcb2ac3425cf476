using Microsoft.Win32.SafeHandles;

namespace PersonEtl.Etl.Export;

/// <summary>What must be on disk before it is told.</summary>
internal static class Disk
{
    /// <summary>Forces a folder's entries to disk, so that a rename survives a crash of the machine. Windows has no such call and needs none.</summary>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        using SafeFileHandle handle = File.OpenHandle(folder);
        RandomAccess.FlushToDisk(handle);
    }
}
