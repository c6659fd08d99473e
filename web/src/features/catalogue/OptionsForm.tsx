import { ActionIcon, Button, TagsInput, TextInput } from '@mantine/core';
import { useTexts } from '@/texts/catalogue';
import { Icon } from '@/ui/Icon';
import styles from './editor.module.css';
import { canDropOption, type Draft, withOptions, withoutOption } from './plan';
import { MOST_OPTIONS, type Option } from './variantMatrix';

/** What the variants differ in; every combination of the values is a variant. */
export function OptionsForm({
  draft,
  onChange,
  mayWrite,
}: {
  draft: Draft;
  onChange: (draft: Draft) => void;
  mayWrite: boolean;
}) {
  const t = useTexts();
  const words = t.catalogue.editor;
  const set = (at: number, change: Partial<Option>) =>
    onChange(
      withOptions(
        draft,
        draft.options.map((option, place) => (place === at ? { ...option, ...change } : option)),
      ),
    );
  return (
    <>
      <p className={styles.hint}>{words.optionsHint}</p>
      {draft.options.map((option, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an option is its place; its name is being typed
        <div key={at} className={styles.option}>
          <TextInput
            label={words.optionName}
            value={option.name}
            maxLength={40}
            readOnly={!mayWrite}
            onChange={(event) => set(at, { name: event.currentTarget.value })}
          />
          <TagsInput
            label={words.optionValues}
            description={words.optionValuesHint}
            value={option.values}
            readOnly={!mayWrite}
            acceptValueOnBlur
            onChange={(values) =>
              set(at, { values: values.map((value) => value.trim()).filter((value) => value !== '') })
            }
          />
          {mayWrite ? (
            <ActionIcon
              aria-label={words.removeOption(option.name)}
              title={canDropOption(draft, at) ? undefined : words.cannotRemove}
              disabled={!canDropOption(draft, at)}
              onClick={() => onChange(withoutOption(draft, at))}
            >
              <Icon name="remove" />
            </ActionIcon>
          ) : null}
        </div>
      ))}
      {mayWrite && draft.options.length < MOST_OPTIONS ? (
        <Button
          variant="default"
          leftSection={<Icon name="plus" size={20} />}
          onClick={() => onChange({ ...draft, options: [...draft.options, { name: '', values: [] }] })}
        >
          {words.addOption}
        </Button>
      ) : null}
    </>
  );
}
