using System.Security.Cryptography;
using System.Text;

namespace PersonEtl.Etl.Database;

/// <summary>
/// The folder that holds our clusters, one folder a major version. It is <c>pg</c> in the data folder, unless the server's
/// account can't enter that (root's home is closed to others): then a folder of its own outside.
/// </summary>
internal static class ClusterHome
{
    private static readonly string[] Elsewhere = ["/var/lib/personetl", "/var/tmp/personetl"];

    /// <summary>Makes the folder and answers where it is.</summary>
    /// <exception cref="NoDatabaseException">No folder can be entered by the server's account.</exception>
    public static string Make(string wanted, ServerUser? user)
    {
        Directory.CreateDirectory(wanted);
        if (user is null) return wanted;
        if (Reachable(wanted)) return wanted;
        var name = "pg-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(wanted)))[..12];
        foreach (var folder in Elsewhere.Select(e => Path.Combine(e, name)))
        {
            if (Make(folder) && Reachable(folder)) return folder;
        }
        throw new NoDatabaseException($"The account {user.Name}, which the server runs as, can't enter {wanted}, nor a folder in {string.Join(" or ", Elsewhere)}. Set PERSONETL_DATA to a folder that others may enter.");
    }

    /// <summary>Whether others may enter a folder and every folder above it.</summary>
    public static bool Reachable(string path)
    {
        if (OperatingSystem.IsWindows()) return true;
        for (var folder = new DirectoryInfo(path); folder is not null; folder = folder.Parent)
        {
            if (!folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute)) return false;
        }
        return true;
    }

    private static bool Make(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // a read-only /var/lib: the next place is tried, and having none is an error
        }
    }
}
