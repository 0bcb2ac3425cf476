using System.ComponentModel;
using System.Runtime.InteropServices;

namespace PersonEtl.Etl.Export;

/// <summary>What must be on disk before it is told, and what a disk says that takes no more.</summary>
internal static partial class Disk
{
    private const int ReadOnly = 0;

    // ENOSPC; EDQUOT of Linux and of macOS; Windows' full disk, told in two ways
    private static readonly int[] Full = [28, 122, 69, unchecked((int)0x80070070), unchecked((int)0x80070027)];

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

    /// <summary>Whether something could not be written because the disk is full, or the account's share of it.</summary>
    public static bool IsFull(Exception e) => e is IOException && Full.Contains(e.HResult);

    /// <summary>Whether a file may not grow any more, for which .NET blames an argument.</summary>
    public static bool IsSizeLimit(ArgumentOutOfRangeException e) => e.ParamName is "value";

    /// <summary>What is told then.</summary>
    public static IOException NoLargerFile(string folder, Exception e)
        => new($"A file in {folder} may not grow any more: the account has a limit (`ulimit -f`), or the file system takes no larger file. Raise the limit or use another folder, and run again; what is served stays served", e);

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
