using System.ComponentModel;
using System.Runtime.InteropServices;

namespace PersonEtl.Etl.Export;

/// <summary>What must be on disk before it is told.</summary>
internal static partial class Disk
{
    private const int ReadOnly = 0;

    /// <summary>Forces a folder's entries to disk, so that a rename survives a crash of the machine. Windows has no such call and needs none.</summary>
    /// <exception cref="Win32Exception">The system refused.</exception>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        // .NET opens no folders
        var handle = Open(folder, ReadOnly);
        if (handle < 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
        var synced = Sync(handle);
        var error = Marshal.GetLastPInvokeError();
        _ = Close(handle);
        if (synced < 0) throw new Win32Exception(error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int handle);
}
