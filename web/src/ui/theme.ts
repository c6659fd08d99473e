import { createTheme, defaultVariantColorsResolver, type MantineColorsTuple } from '@mantine/core';

const tuple = Array.from({ length: 10 }, () => 'var(--brand)') as unknown as MantineColorsTuple;

/** Colours a component may be given; each is a pair of custom properties in tokens.css. */
const status = ['success', 'warning', 'danger', 'info', 'offline'];

/** Colours are custom properties of tokens.css throughout: this object never changes, whatever the theme. */
export const theme = createTheme({
  primaryColor: 'brand',
  colors: { brand: tuple },
  black: '#000000',
  autoContrast: true,
  luminanceThreshold: 0.179,
  respectReducedMotion: true,
  cursorType: 'pointer',
  // Pressed is told by shade: what is pressed must not move, or it is let go beside itself.
  activeClassName: 'pressed',
  defaultRadius: 'md',
  fontFamily: 'var(--mantine-font-family)',
  fontSizes: { xs: '12px', sm: '14px', md: '16px', lg: '18px', xl: '20px' },
  breakpoints: { xs: '36em', sm: '48em', md: '64em', lg: '75em', xl: '88em' },
  variantColorResolver: (input) => {
    const color = input.color ?? 'brand';
    const variant = input.variant;
    if (color !== 'brand' && !status.includes(color)) return defaultVariantColorsResolver(input);
    const solid = `var(--${color})`;
    const tint = `var(--${color}-tint)`;
    switch (variant) {
      case 'filled':
        return {
          background: solid,
          hover: `color-mix(in srgb, ${solid} 88%, var(--hover-with))`,
          color: 'var(--on-fill)',
          border: '1px solid transparent',
        };
      case 'light':
        return {
          background: tint,
          // Lighter, not darker: the text has to stay readable on it.
          hover: `color-mix(in srgb, ${tint} 55%, var(--surface))`,
          color: solid,
          border: '1px solid transparent',
        };
      case 'outline':
        return { background: 'transparent', hover: tint, color: solid, border: `1px solid ${solid}` };
      case 'subtle':
      case 'transparent':
        return { background: 'transparent', hover: tint, color: solid, border: '1px solid transparent' };
      default:
        return defaultVariantColorsResolver(input);
    }
  },
  // As plain objects: naming the components here would put all of them into what every page loads first.
  components: {
    Menu: { defaultProps: { transitionProps: { duration: 0 } } },
    Popover: { defaultProps: { transitionProps: { duration: 0 } } },
    // What a field means stands below it, so that fields beside each other line up.
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    Select: { defaultProps: { size: 'md', allowDeselect: false, comboboxProps: { transitionProps: { duration: 0 } } } },
    Tooltip: { defaultProps: { events: { hover: true, focus: true, touch: false }, openDelay: 400 } },
    Button: { defaultProps: { size: 'md' } },
    TagsInput: { defaultProps: { size: 'md' } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md' } },
    NumberInput: { defaultProps: { size: 'md' } },
    Checkbox: { defaultProps: { size: 'md' } },
    Radio: { defaultProps: { size: 'md' } },
    Switch: { defaultProps: { size: 'md' } },
    SegmentedControl: { defaultProps: { size: 'md' } },
    ActionIcon: { defaultProps: { size: 48, variant: 'subtle' } },
    Loader: { defaultProps: { type: 'dots' } },
  },
});
