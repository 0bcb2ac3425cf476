using System.Reflection;
using System.Runtime.CompilerServices;
using PersonEtl.Etl.Mart;
using PersonEtl.MartApi.Persons;

namespace PersonEtl.UnitTests.House;

/// <summary>The rules of the house that a compiler doesn't hold.</summary>
public sealed class HouseTests
{
    private const string Root = "PersonEtl.Etl.";

    /// <summary>What each folder of etl may use of the others.</summary>
    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["Mart"] = [],
        ["Enrich"] = ["Mart"],
        // the readers of the small registers fill the look-up tables
        ["Sources"] = ["Mart", "Enrich"],
        ["Publish"] = ["Mart"],
        ["Export"] = ["Mart"],
        // where the data folder is
        ["Database"] = ["Run"],
        // a world is written as deliveries, in the mart's words
        ["World"] = ["Mart", "Sources"],
        ["Run"] = ["Mart", "Enrich", "Sources", "Publish", "Export", "Database"],
        ["Backups"] = ["Sources", "Publish", "Export", "Run"],
        ["Verify"] = ["Mart", "Enrich", "Sources", "Export", "Publish", "Database", "Run", "Backups"],
        ["Reports"] = [],
        ["Dictionary"] = ["Mart"],
        ["Commands"] = ["Verify", "Reports", "Dictionary", "Mart", "Sources", "Publish", "Export", "Database", "World", "Run", "Backups"],
    };

    private static readonly Assembly Etl = typeof(Person).Assembly;
    private static readonly Assembly Api = typeof(Part).Assembly;

    private static readonly IReadOnlyList<Type> TypesOfEtl = [.. Etl.GetTypes().Where(t => t.Namespace?.StartsWith(Root, StringComparison.Ordinal) == true)];

    [Fact]
    public void Folders_of_etl_use_only_the_folders_below_them()
    {
        Assert.Empty(MayUse.Keys.ToHashSet().Except(TypesOfEtl.Select(FolderOf)));
        Assert.Empty(TypesOfEtl.Select(FolderOf).Distinct().Except(MayUse.Keys));
        var wrong =
            from type in TypesOfEtl
            let folder = FolderOf(type)
            from used in TypeReferences.Of(type)
            where used.Assembly == Etl && used.Namespace?.StartsWith(Root, StringComparison.Ordinal) == true && FolderOf(used) != folder && !MayUse[folder].Contains(FolderOf(used))
            select $"{type.FullName} uses {used.FullName}";
        Assert.Empty(wrong.Distinct());
    }

    [Fact]
    public void Enrich_and_Mart_know_no_file_no_database_no_network_and_no_clock()
    {
        string[] namespaces = ["System.IO", "System.Net", "System.Data", "System.Diagnostics", "System.Threading.Tasks", "Npgsql", "Dapper", "Parquet", "Spectre"];
        Type[] types = [typeof(Console), typeof(TimeProvider), typeof(Random)];
        var wrong =
            from type in TypesOfEtl
            where FolderOf(type) is "Enrich" or "Mart"
            from used in TypeReferences.Of(type)
            where types.Contains(used) || namespaces.Any(n => used.Namespace == n || used.Namespace?.StartsWith(n + ".", StringComparison.Ordinal) == true)
            // hashing is no input or output, whatever its namespace
            where used.Namespace is not ("System.Diagnostics.CodeAnalysis" or "System.IO.Hashing") && used != typeof(System.Diagnostics.DebuggerBrowsableState)
            select $"{type.FullName} uses {used.FullName}";
        Assert.Empty(wrong.Distinct());
        // compiled iterators ask for their thread, so the environment is looked for in the text
        foreach (var file in new[] { "Enrich", "Mart" }.SelectMany(f => Directory.EnumerateFiles(Path.Combine(Solution(), "etl", f), "*.cs", SearchOption.AllDirectories)))
            Assert.DoesNotContain("Environment.", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void The_scan_sees_what_code_uses()
    {
        Assert.Contains(typeof(File), TypeReferences.Of(TypesOfEtl.Single(t => t.Name == "PersonKeyFile")));
        Assert.Contains(TypesOfEtl.Where(t => FolderOf(t) == "Run"), t => TypeReferences.Of(t).Any(u => u.Namespace == "Npgsql"));
        Assert.Contains(TypesOfEtl.Where(t => FolderOf(t) == "Enrich"), t => TypeReferences.Of(t).Contains(typeof(Address)));
    }

    [Fact]
    public void Etl_and_mart_api_never_reference_each_other()
    {
        Assert.DoesNotContain(Api.GetName().Name, Etl.GetReferencedAssemblies().Select(a => a.Name));
        Assert.DoesNotContain(Etl.GetName().Name, Api.GetReferencedAssemblies().Select(a => a.Name));
        Assert.DoesNotContain("Parquet", Api.GetReferencedAssemblies().Select(a => a.Name));
    }

    [Fact]
    public void Classes_are_sealed_and_nothing_is_public()
    {
        var own = Etl.GetTypes().Concat(Api.GetTypes()).Where(t => t.Namespace?.StartsWith("PersonEtl.", StringComparison.Ordinal) == true && !IsGenerated(t)).ToList();
        Assert.True(own.Count > 250);
        Assert.Empty(own.Where(t => t.IsClass && !t.IsSealed && !t.IsAbstract).Select(t => t.FullName));
        Assert.Empty(own.Where(t => t.IsVisible).Select(t => t.FullName));
        // what is abstract is there for more than one
        Assert.Empty(own.Where(t => t is { IsAbstract: true, IsSealed: false, IsInterface: false } && own.Count(d => IsOf(d.BaseType, t)) < 2).Select(t => t.FullName));
        Assert.Empty(own.Where(t => t.IsInterface && own.Count(d => d.IsClass && !d.IsAbstract && d.GetInterfaces().Any(i => IsOf(i, t))) < 2 && t != typeof(ITable)).Select(t => t.FullName));

        static bool IsOf(Type? type, Type definition) => type is not null && (type.IsGenericType ? type.GetGenericTypeDefinition() : type) == definition;
    }

    [Fact]
    public void Files_bear_the_name_of_their_type_and_stay_short()
    {
        var files = new[] { "etl", "mart-api" }.SelectMany(f => Directory.EnumerateFiles(Path.Combine(Solution(), f), "*.cs", SearchOption.AllDirectories))
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal)).ToList();
        Assert.True(files.Count > 200);
        foreach (var file in files)
        {
            var text = File.ReadAllText(file);
            Assert.True(File.ReadLines(file).Count() <= 250, $"{file} is longer than 250 lines.");
            var name = Path.GetFileNameWithoutExtension(file);
            if (name != "Program") Assert.Matches($@"\b(class|record|struct|enum|interface|delegate)\b.*\b{name}\b", text);
            Assert.DoesNotMatch("(Helper|Util|Utils|Common|Manager|Base)$", name);
        }
    }

    private static string FolderOf(Type type) => type.Namespace![Root.Length..].Split('.')[0];

    private static bool IsGenerated(Type type)
        => type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) || type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), inherit: false)
        || type.Name.Contains('<', StringComparison.Ordinal) || (type.DeclaringType is { } outer && IsGenerated(outer));

    private static string Solution()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "PersonEtl.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}
