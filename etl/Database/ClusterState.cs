using System.Text.Json;

namespace PersonEtl.Etl.Database;

/// <summary>Where our own cluster is and how it is reached: the file <c>pg/state.json</c> of the data folder. It names the password's file and never the password.</summary>
/// <param name="RunsAs">The account of the server when root started it; null when it is the caller's own.</param>
internal sealed record ClusterState(int Major, string Binaries, string Folder, string Host, int Port, string Username, string Database, string PasswordFile, string? RunsAs)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string DataFolder => Path.Combine(Folder, "data");

    /// <summary>The state of an installation, or null before its first start.</summary>
    /// <exception cref="NoDatabaseException">The file is damaged.</exception>
    public static ClusterState? Read(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            if (JsonSerializer.Deserialize<ClusterState>(File.ReadAllBytes(path), Json) is { Folder: not null, Binaries: not null, PasswordFile: not null } state) return state;
        }
        catch (JsonException)
        {
            // said below
        }
        throw new NoDatabaseException($"{path}: expected the state of our PostgreSQL cluster, found something else. Delete that file: the cluster is found again by its folder.");
    }

    public void Write(string path)
    {
        var temporary = path + ".new";
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(this, Json));
        File.Move(temporary, path, overwrite: true);
    }
}
