using YamlDotNet.RepresentationModel;

namespace PersonEtl.UnitTests.Containers;

/// <summary>The compose file, read as a tree.</summary>
internal sealed class ComposeFile
{
    public const string Name = "docker-compose.yml";

    private ComposeFile(YamlMappingNode root) => Root = root;

    public YamlMappingNode Root { get; }

    public IEnumerable<(string Name, YamlMappingNode Body)> Services => ((YamlMappingNode)Root["services"]).Select(s => (Text(s.Key), (YamlMappingNode)s.Value));

    public static ComposeFile Read()
    {
        var yaml = new YamlStream();
        using var text = new StringReader(SolutionFolder.Read(Name));
        yaml.Load(text);
        return new((YamlMappingNode)yaml.Documents.Single().RootNode);
    }

    public YamlMappingNode Service(string name) => Services.Single(s => s.Name == name).Body;

    /// <summary>The node at a path of keys, or null.</summary>
    public static YamlNode? At(YamlMappingNode node, params string[] keys)
    {
        YamlNode? at = node;
        foreach (var key in keys) at = at is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;
        return at;
    }

    public static IEnumerable<(string Name, string Value)> Environment(YamlMappingNode service)
        => At(service, "environment") is YamlMappingNode map ? map.Select(e => (Text(e.Key), Text(e.Value))) : [];

    public static IEnumerable<string> List(YamlMappingNode service, string key) => At(service, key) is YamlSequenceNode list ? list.Select(Text) : [];

    /// <summary>What a service waits for, and until when.</summary>
    public static IEnumerable<(string Service, string Condition)> WaitsFor(YamlMappingNode service)
        => At(service, "depends_on") is YamlMappingNode map ? map.Select(d => (Text(d.Key), Text(((YamlMappingNode)d.Value)["condition"]))) : [];

    public static string Text(YamlNode node) => ((YamlScalarNode)node).Value ?? "";
}
