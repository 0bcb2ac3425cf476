using System.ComponentModel;
using System.Runtime.InteropServices;

namespace PersonEtl.Etl.Database;

/// <summary>Gives files to the account of the server.</summary>
internal static partial class FileOwner
{
    public static void Give(string path, ServerUser? user)
    {
        if (user is null) return;
        if (ChangeOwner(path, user.UserId, user.GroupId) != 0) throw new IOException($"{path} could not be given to {user.Name}.", new Win32Exception(Marshal.GetLastPInvokeError()));
    }

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ChangeOwner(string path, uint owner, uint group);
}
