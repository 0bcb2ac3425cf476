namespace PersonEtl.Etl.Mart;

/// <summary>
/// A column of a mart table in one line: name, how it reads from a row, who may see it, and what it means with its Norwegian term and source.
/// COPY, Parquet, the <c>analysis</c> views, the tables' comments and the dictionary come from it.
/// </summary>
internal abstract class Column<TRow>(string name, ColumnType type, bool nullable, ColumnClass @class, string meaning)
{
    public string Name { get; } = name;

    public ColumnType Type { get; } = type;

    public bool Nullable { get; } = nullable;

    public ColumnClass Class { get; } = @class;

    public string Meaning { get; } = meaning;

    /// <summary>Whether we made it of what registers say.</summary>
    public bool IsDerived { get; private set; }

    public static Column<TRow>[] Derived(params Column<TRow>[] columns)
    {
        foreach (var column in columns) column.IsDerived = true;
        return columns;
    }

    /// <summary>Gives the row's value of this column to a sink.</summary>
    public abstract void Write(TRow row, RowSink sink);

    /// <summary>The same column seen from an outer row that may lack this one: the prefix before its name, and null where lacking.</summary>
    public Column<TOuter> Within<TOuter>(string prefix, string of, Func<TOuter, TRow?> inner)
        => new WithinColumn<TOuter>(prefix + Name, this, $"{of}: {Meaning}", inner) { IsDerived = IsDerived };

    public static Column<TRow> Uuid(string name, Func<TRow, Guid> read, ColumnClass @class, string meaning) => new UuidColumn(name, read, @class, meaning);

    public static Column<TRow> Key(string name, Func<TRow, Utf8Text> read, ColumnClass @class, string meaning) => new TextColumn(name, read, nullable: false, @class, meaning);

    public static Column<TRow> Text(string name, Func<TRow, Utf8Text> read, ColumnClass @class, string meaning) => new TextColumn(name, read, nullable: true, @class, meaning);

    public static Column<TRow> Number(string name, Func<TRow, int> read, ColumnClass @class, string meaning) => new IntegerColumn(name, r => read(r), nullable: false, @class, meaning);

    public static Column<TRow> Integer(string name, Func<TRow, int?> read, ColumnClass @class, string meaning) => new IntegerColumn(name, read, nullable: true, @class, meaning);

    public static Column<TRow> Boolean(string name, Func<TRow, bool?> read, ColumnClass @class, string meaning) => new BooleanColumn(name, read, @class, meaning);

    public static Column<TRow> Date(string name, Func<TRow, DateOnly?> read, ColumnClass @class, string meaning) => new DateColumn(name, read, nullable: true, @class, meaning);

    public static Column<TRow> KeyDate(string name, Func<TRow, DateOnly> read, ColumnClass @class, string meaning) => new DateColumn(name, r => read(r), nullable: false, @class, meaning);

    public static Column<TRow> Instant(string name, Func<TRow, Instant?> read, ColumnClass @class, string meaning) => new InstantColumn(name, read, @class, meaning);

    private sealed class UuidColumn(string name, Func<TRow, Guid> read, ColumnClass @class, string meaning) : Column<TRow>(name, ColumnType.Uuid, nullable: false, @class, meaning)
    {
        public override void Write(TRow row, RowSink sink) => sink.Uuid(read(row));
    }

    private sealed class TextColumn(string name, Func<TRow, Utf8Text> read, bool nullable, ColumnClass @class, string meaning) : Column<TRow>(name, ColumnType.Text, nullable, @class, meaning)
    {
        public override void Write(TRow row, RowSink sink) => sink.Text(read(row));
    }

    private sealed class IntegerColumn(string name, Func<TRow, int?> read, bool nullable, ColumnClass @class, string meaning) : Column<TRow>(name, ColumnType.Integer, nullable, @class, meaning)
    {
        public override void Write(TRow row, RowSink sink) => sink.Integer(read(row));
    }

    private sealed class BooleanColumn(string name, Func<TRow, bool?> read, ColumnClass @class, string meaning) : Column<TRow>(name, ColumnType.Boolean, nullable: true, @class, meaning)
    {
        public override void Write(TRow row, RowSink sink) => sink.Boolean(read(row));
    }

    private sealed class DateColumn(string name, Func<TRow, DateOnly?> read, bool nullable, ColumnClass @class, string meaning) : Column<TRow>(name, ColumnType.Date, nullable, @class, meaning)
    {
        public override void Write(TRow row, RowSink sink) => sink.Date(read(row));
    }

    private sealed class InstantColumn(string name, Func<TRow, Instant?> read, ColumnClass @class, string meaning) : Column<TRow>(name, ColumnType.Instant, nullable: true, @class, meaning)
    {
        public override void Write(TRow row, RowSink sink) => sink.Instant(read(row));
    }

    private sealed class WithinColumn<TOuter>(string name, Column<TRow> column, string meaning, Func<TOuter, TRow?> inner) : Column<TOuter>(name, column.Type, nullable: true, column.Class, meaning)
    {
        public override void Write(TOuter row, RowSink sink)
        {
            if (inner(row) is { } within) column.Write(within, sink); else sink.Null(Type);
        }
    }
}
